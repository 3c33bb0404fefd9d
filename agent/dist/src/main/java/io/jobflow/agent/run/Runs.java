package io.jobflow.agent.run;

import io.jobflow.agent.backend.BackendChoice;
import io.jobflow.agent.logs.LogContexts;
import io.jobflow.agent.logs.LogEntries;
import io.jobflow.agent.outgoing.OutgoingCalls;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.ThreadEntry;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** All runs of this JVM: begins them, finds them again by thread or by a part of their request, and ends them. */
public final class Runs {

    /** How many calls of one run get a span where nobody says otherwise. */
    public static final int DEFAULT_CALL_SPANS = 1_000;

    private final BackendChoice backend;
    private final LogContexts logContexts;
    private final Collection<String> logKeys;
    private final OpenRuns open;
    private final ThreadLocal<@Nullable RunToken> current = new ThreadLocal<>();
    private final CarriedWork work;
    private OutgoingCalls outgoing;

    /** @param logKeys the MDC keys that a run sets, or takes away where it does not know the value */
    public Runs(
            BackendChoice backend,
            LogContexts logContexts,
            Collection<String> logKeys,
            AtomicInteger openRuns,
            AtomicInteger handedOver) {
        this.backend = backend;
        this.logContexts = logContexts;
        this.logKeys = logKeys;
        this.open = new OpenRuns(openRuns);
        this.work = new CarriedWork(handedOver, current);
        this.outgoing = new OutgoingCalls(work::here, DEFAULT_CALL_SPANS);
    }

    /** How many calls of one run get a span, from 0; {@link #DEFAULT_CALL_SPANS} by default. To be said before any run. */
    public Runs maxCallSpans(int spans) {
        outgoing = new OutgoingCalls(work::here, spans);
        return this;
    }

    /** The calls that go out of runs. */
    OutgoingCalls outgoing() {
        return outgoing;
    }

    /** The run on this thread. */
    @Nullable RunToken current() {
        return work.here();
    }

    /** What this run's threads hand to others. */
    CarriedWork work() {
        return work;
    }

    @Nullable RunToken enter(Object request, Map<String, List<String>> headers) {
        RunToken here = current.get();
        Run known = request instanceof RunToken ? ((RunToken) request).run() : open.byPart(request);
        if (known != null && known.isOpen()) {
            return here != null && here.run() == known && here.isOfRequest() ? null : takeUp(known, here);
        }
        AttemptTelemetry telemetry = backend.telemetry();
        JobInvocation invocation = telemetry.read(new RequestHeaders(headers));
        if (invocation == null || (here != null && here.run().isOf(invocation))) {
            return null;
        }
        open.endOverdue();
        return begin(telemetry, invocation, request, here);
    }

    private RunToken begin(
            AttemptTelemetry telemetry, JobInvocation invocation, Object request, @Nullable RunToken before) {
        AttemptScope scope = telemetry.start(invocation, Context.current(), MdcAccess.NONE);
        Run run = new Run(scope);
        open.add(run);
        open.addPart(run, request);
        return present(run, null, before);
    }

    private RunToken takeUp(Run run, @Nullable RunToken before) {
        return present(run, run.scope().enter(MdcAccess.NONE), before);
    }

    private RunToken present(Run run, @Nullable ThreadEntry entry, @Nullable RunToken before) {
        run.threadEnters();
        LogEntries logged = logContexts.enter(entries(run));
        RunToken token = new RunToken(run, entry, logged, before);
        current.set(token);
        return token;
    }

    private Map<String, @Nullable String> entries(Run run) {
        Map<String, @Nullable String> entries = new HashMap<>();
        for (String key : logKeys) {
            entries.put(key, run.scope().mdcEntries().get(key));
        }
        return entries;
    }

    void part(RunToken token, Object part) {
        open.addPart(token.run(), part);
    }

    void exit(RunToken token, @Nullable Throwable thrown, int status, boolean pending) {
        token.leave();
        goBackTo(token.before());
        endIf(token.run(), token.run().threadLeaves(thrown, status, pending));
    }

    private void goBackTo(@Nullable RunToken before) {
        if (before == null) {
            current.remove();
        } else {
            current.set(before);
        }
    }

    void answered(Object request, int status, long length) {
        Run run = open.byPart(request);
        if (run != null) {
            endIf(run, run.answered(status, length));
        }
    }

    void wrote(@Nullable Object stream, @Nullable Object data, int offset, int length) {
        RunToken here = stream == null ? current.get() : null;
        Run run = stream == null ? (here == null ? null : here.run()) : open.byPart(stream);
        if (run != null && data != null) {
            endIf(run, run.wrote(data, offset, length));
        }
    }

    void completed(Object part) {
        Run run = open.byPart(part);
        if (run != null) {
            endIf(run, run.completed());
        }
    }

    /** Null if the run has its listener already. */
    @Nullable Object listener(RunToken token, Class<?> type) {
        Run run = token.run();
        return run.awaitCompletion() ? CompletionListener.of(type, run, () -> endIf(run, run.completed())) : null;
    }

    private void endIf(Run run, boolean over) {
        if (over) {
            open.end(run);
        }
    }

    /** The entries of a log event, with those of the run on this thread whose keys are absent; null if that is none. */
    @Nullable Map<String, String> logged(Map<String, String> mdc) {
        RunToken here = current();
        if (here == null) {
            return null;
        }
        Map<String, String> merged = null;
        for (String key : logKeys) {
            String value = mdc.containsKey(key)
                    ? null
                    : here.run().scope().mdcEntries().get(key);
            if (value != null) {
                merged = merged == null ? new LinkedHashMap<>(mdc) : merged;
                merged.put(key, value);
            }
        }
        return merged;
    }

    /** An MDC is being used, perhaps one that came into being before its class was woven. */
    void logContextUsed(Object mdc) {
        RunToken here = current.get();
        LogEntries logged = here == null ? null : here.logged();
        if (logged != null && !logged.knows(mdc)) {
            logContexts.add(mdc);
            logged.putInto(mdc);
        }
    }

    /** An MDC came into being while runs are open. */
    void fill(Object mdc) {
        RunToken here = current.get();
        LogEntries logged = here == null ? null : here.logged();
        if (logged != null && !logged.knows(mdc)) {
            logged.putInto(mdc);
        }
    }
}
