package io.jobflow.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogContextsTest {

    private final List<String> trouble = new ArrayList<>();
    private final LogContexts contexts = new LogContexts((what, cause) -> trouble.add(what));
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    LogContextsTest() {
        contexts.add(mdc);
    }

    @AfterEach
    void nothingWentWrong() {
        assertThat(trouble).isEmpty();
    }

    @Test
    void putsEntriesAndGivesFormerValuesBack() {
        mdc.put("attempt", "mine");
        mdc.put("tenant", "acme");

        LogEntries entered = contexts.enter(Map.of("attempt", "2", "traceId", "abc"));
        Map<?, ?> during = mdc.getCopyOfContextMap();
        entered.leave();

        assertThat(during).isEqualTo(Map.of("attempt", "2", "traceId", "abc", "tenant", "acme"));
        assertThat(content()).isEqualTo(Map.of("attempt", "mine", "tenant", "acme"));
    }

    @Test
    void hidesAnEarlierValueOfAKeyTheRunDoesNotKnow() {
        mdc.put("shardIndex", "7");
        Map<String, @Nullable String> entries = new HashMap<>();
        entries.put("shardIndex", null);

        LogEntries entered = contexts.enter(entries);
        String during = mdc.get("shardIndex");
        entered.leave();

        assertThat(during).isNull();
        assertThat(mdc.get("shardIndex")).isEqualTo("7");
    }

    @Test
    void leavesAnUnusedMdcUnused() {
        contexts.enter(Map.of("attempt", "2")).leave();

        assertThat(content()).isNull();
    }

    @Test
    void keepsWhatTheRunPutItself() {
        LogEntries entered = contexts.enter(Map.of("attempt", "2"));
        mdc.put("orders", "12");
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("orders", "12"));
    }

    @Test
    void leavesAKeyThatTheApplicationPutMeanwhile() {
        mdc.put("attempt", "mine");

        LogEntries entered = contexts.enter(Map.of("attempt", "2", "traceId", "abc"));
        mdc.put("attempt", "another");
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("attempt", "another"));
    }

    @Test
    void bringsNothingBackThatTheApplicationCleared() {
        mdc.put("attempt", "mine");
        mdc.put("shardIndex", "7");
        Map<String, @Nullable String> entries = new HashMap<>();
        entries.put("attempt", "2");
        entries.put("shardIndex", null);

        LogEntries entered = contexts.enter(entries);
        mdc.clear();
        mdc.put("tenant", "acme");
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("tenant", "acme"));
    }

    @Test
    void bringsNothingBackThatTheApplicationReplaced() {
        mdc.put("attempt", "mine");

        LogEntries entered = contexts.enter(Map.of("attempt", "2"));
        mdc.setContextMap(Map.of("attempt", "new", "tenant", "acme"));
        entered.leave();

        assertThat(content()).isEqualTo(Map.of("attempt", "new", "tenant", "acme"));
    }

    @Test
    void fillsEveryMdcAndOneThatComesLater() {
        LogbackMDCAdapter second = new LogbackMDCAdapter();
        LogbackMDCAdapter third = new LogbackMDCAdapter();
        contexts.add(second);

        LogEntries entered = contexts.enter(Map.of("attempt", "2"));
        entered.putInto(third);

        assertThat(List.of(mdc.get("attempt"), second.get("attempt"), third.get("attempt")))
                .containsOnly("2");
        entered.leave();
        assertThat(third.get("attempt")).isNull();
    }

    @Test
    void knowsAnMdcThatIsFoundTwice() {
        contexts.add(mdc);
        mdc.put("attempt", "mine");

        LogEntries entered = contexts.enter(Map.of("attempt", "2"));
        entered.leave();

        assertThat(entered.knows(mdc)).isTrue();
        assertThat(mdc.get("attempt")).isEqualTo("mine");
    }

    private @Nullable Map<?, ?> content() {
        return mdc.getCopyOfContextMap();
    }
}
