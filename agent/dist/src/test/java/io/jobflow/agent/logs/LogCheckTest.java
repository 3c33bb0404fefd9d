package io.jobflow.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.MdcEntries;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** With SLF4J's MDC, whose entries get onto events or do not, as a test wants it. */
class LogCheckTest {

    private static final MdcEntries ENTRIES = entries();

    private final WatchedStream out = new WatchedStream();
    private final LogContexts contexts = new LogContexts((what, cause) -> {});
    private final LogCheck check = new LogCheck(new LogFacades(), contexts, new AgentTrouble(out));

    LogCheckTest() {
        contexts.add(MDC.class);
        out.lock = check;
    }

    private static MdcEntries entries() {
        AttemptScope attempt = AttemptTelemetry.builder(OpenTelemetry.noop())
                .build()
                .startLocal("order-sync", "OrderJob.sync", Context.root(), MdcAccess.NONE);
        attempt.end(JobResult.SUCCESS, null, null);
        return attempt.mdcEntries();
    }

    @AfterEach
    void clearMdc() {
        MDC.clear();
    }

    @Test
    void asksEachCopyWhereCopiesDiffer() {
        ask(new Copy(false, true));
        assertThat(contexts.isPutOnEveryThread()).isFalse();

        ask(new Copy(false, false));

        assertThat(contexts.isPutOnEveryThread()).isTrue();
    }

    @Test
    void asksOneCopyWhereAllAreAlike() {
        ask(new Copy(true, true));

        ask(new Copy(true, false));

        assertThat(contexts.isPutOnEveryThread()).isFalse();
    }

    @Test
    void saysWhatItFoundWhereItHoldsNoLock() {
        ask(new Copy(false, false));

        assertThat(out.lines).isEqualTo(1);
        assertThat(out.locked).isFalse();
    }

    private void ask(LogView view) {
        LogCheck.Questions questions = check.begin(List.of(view), ENTRIES);
        LogEntries filled = contexts.enter(ENTRIES);
        questions.end(filled);
        filled.leave();
    }

    /** One of many copies of a library of the same version. */
    private record Copy(boolean isAlikeInEveryCopy, boolean stampsEvents) implements LogView {
        @Override
        public Class<?> facade() {
            return MDC.class;
        }

        /** A class that says its version. */
        @Override
        public Class<?> behind() {
            return MDC.class;
        }

        @Override
        public boolean isOfItsOwn() {
            return true;
        }

        @Override
        public @Nullable String ofEvent(String key) {
            return stampsEvents ? ENTRIES.get(key) : null;
        }

        @Override
        public @Nullable String read(String key) {
            return MDC.get(key);
        }
    }

    /** Counts lines, and notices a lock that is held meanwhile. */
    private static final class WatchedStream extends PrintStream {
        private Object lock = this;
        private int lines;
        private boolean locked;

        WatchedStream() {
            super(OutputStream.nullOutputStream());
        }

        @Override
        public void println(@Nullable String line) {
            lines++;
            locked |= Thread.holdsLock(lock);
        }
    }
}
