package io.jobflow.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.MdcEntries;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogContextsTest {

    /** Of a first attempt without shards. */
    private static final MdcEntries ENTRIES = entries();

    private final List<String> trouble = new ArrayList<>();
    private final LogContexts contexts = new LogContexts((what, cause) -> trouble.add(what));
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    LogContextsTest() {
        contexts.add(mdc);
    }

    private static MdcEntries entries() {
        AttemptScope attempt = AttemptTelemetry.builder(OpenTelemetry.noop())
                .build()
                .startLocal("order-sync", "OrderJob.sync", Context.root(), MdcAccess.NONE);
        attempt.end(JobResult.SUCCESS, null, null);
        return attempt.mdcEntries();
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(trouble).isEmpty();
    }

    @Test
    void putsEntriesAndGivesFormerValuesBack() {
        mdc.put("attempt", "mine");
        mdc.put("tenant", "acme");

        LogEntries entered = contexts.enter(ENTRIES);
        Map<?, ?> during = mdc.getCopyOfContextMap();
        entered.leave();

        Map<String, String> expected = new HashMap<>(ENTRIES.asMap());
        expected.put("tenant", "acme");
        assertThat(during).isEqualTo(expected);
        assertThat(content()).isEqualTo(Map.of("attempt", "mine", "tenant", "acme"));
    }

    @Test
    void hidesAnEarlierValueOfAKeyTheRunDoesNotKnow() {
        mdc.put("shardIndex", "7");

        LogEntries entered = contexts.enter(ENTRIES);
        String during = mdc.get("shardIndex");
        entered.leave();

        assertThat(during).isNull();
        assertThat(mdc.get("shardIndex")).isEqualTo("7");
    }

    @Test
    void leavesAnUnusedMdcUnused() {
        contexts.enter(ENTRIES).leave();

        assertThat(content()).isNull();
    }

    @Test
    void keepsWhatTheRunPutItself() {
        LogEntries entered = contexts.enter(ENTRIES);
        mdc.put("orders", "12");
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("orders", "12"));
    }

    @Test
    void leavesAKeyThatTheApplicationPutMeanwhile() {
        mdc.put("attempt", "mine");

        LogEntries entered = contexts.enter(ENTRIES);
        mdc.put("attempt", "another");
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("attempt", "another"));
    }

    @Test
    void bringsNothingBackThatTheApplicationCleared() {
        mdc.put("attempt", "mine");
        mdc.put("shardIndex", "7");

        LogEntries entered = contexts.enter(ENTRIES);
        mdc.clear();
        mdc.put("tenant", "acme");
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("tenant", "acme"));
    }

    @Test
    void bringsNothingBackThatTheApplicationReplaced() {
        mdc.put("attempt", "mine");

        LogEntries entered = contexts.enter(ENTRIES);
        mdc.setContextMap(Map.of("attempt", "new", "tenant", "acme"));
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("attempt", "new", "tenant", "acme"));
    }

    @Test
    void fillsEveryMdcAndOneThatComesLater() {
        LogbackMDCAdapter second = new LogbackMDCAdapter();
        LogbackMDCAdapter third = new LogbackMDCAdapter();
        contexts.add(second);

        LogEntries entered = contexts.enter(ENTRIES);
        entered.putInto(third);

        assertThat(List.of(mdc.get("attempt"), second.get("attempt"), third.get("attempt")))
                .containsOnly("1");
        entered.leave();
        assertThat(third.get("attempt")).isNull();
    }

    @Test
    void knowsAnMdcThatIsFoundTwice() {
        contexts.add(mdc);
        mdc.put("attempt", "mine");

        LogEntries entered = contexts.enter(ENTRIES);
        entered.leave();

        assertThat(entered.knows(mdc)).isTrue();
        assertThat(mdc.get("attempt")).isEqualTo("mine");
    }

    private @Nullable Map<?, ?> content() {
        return mdc.getCopyOfContextMap();
    }
}
