package io.jobflow.bridge.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobMdc;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Telemetry;
import io.jobflow.bridge.Troubles;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptMdcTest {

    private final Telemetry telemetry = new Telemetry();
    private final Troubles troubles = new Troubles();
    private final FakeHeaders headers = FakeHeaders.ofJobRequest();
    private final FakeMdc mdc = new FakeMdc();

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void holdsTheAttemptWhileItRuns() {
        AttemptScope scope = start(MdcKeys.defaults(), mdc);

        Map<String, String> during = Map.copyOf(mdc.values);
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(during)
                .containsOnly(
                        Map.entry("traceId", FakeHeaders.TRACE_ID),
                        Map.entry("spanId", telemetry.span("run report").getSpanId()),
                        Map.entry("jobName", "report"),
                        Map.entry("executionId", "01J0000000000000000000000A"),
                        Map.entry("attempt", "1"),
                        Map.entry("shardIndex", "2"),
                        Map.entry("shardTotal", "4"));
        assertThat(mdc.values).isEmpty();
    }

    @Test
    void givesBackWhatStoodThereBefore() {
        mdc.put("traceId", "the framework's own");

        start(MdcKeys.defaults(), mdc).end(JobResult.SUCCESS, null, null);

        assertThat(mdc.values).containsOnly(Map.entry("traceId", "the framework's own"));
    }

    @Test
    void keepsTheApplicationsKeys() {
        mdc.put("tenant", "blue");

        AttemptScope scope = start(MdcKeys.defaults(), mdc);
        mdc.put("order", "4711");
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(mdc.values).containsOnly(Map.entry("tenant", "blue"), Map.entry("order", "4711"));
    }

    @Test
    void hidesAnEarlierValueThatThisAttemptDoesNotKnow() {
        headers.without("X-Shard-Total");
        mdc.put("shardIndex", "7");

        AttemptScope scope = start(MdcKeys.defaults(), mdc);
        boolean visible = mdc.values.containsKey("shardIndex");
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(visible).isFalse();
        assertThat(mdc.values).containsEntry("shardIndex", "7");
    }

    @Test
    void usesTheKeysItWasGiven() {
        MdcKeys keys = MdcKeys.defaults().with(JobMdc.TRACE_ID, "trace_id").with(JobMdc.SPAN_ID, null);

        AttemptScope scope = start(keys, mdc);
        Map<String, String> during = Map.copyOf(mdc.values);
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(during).containsEntry("trace_id", FakeHeaders.TRACE_ID).doesNotContainKeys("traceId", "spanId");
    }

    @Test
    void tellsItsEntriesForEventsOnOtherThreads() {
        AttemptScope scope = start(MdcKeys.defaults(), mdc);

        MdcEntries entries = scope.mdcEntries();
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(entries.get("traceId")).isEqualTo(FakeHeaders.TRACE_ID);
        assertThat(entries.get("tenant")).isNull();
        assertThat(entries.asMap()).hasSize(7).containsEntry("jobName", "report");
    }

    @Test
    void isFilledOnAThreadTheAttemptHandedWorkTo() throws Exception {
        AttemptScope scope = start(MdcKeys.defaults(), mdc);
        FakeMdc there = new FakeMdc();
        FakeMdc seen = new FakeMdc();

        Thread helper = new Thread(() -> {
            ThreadEntry entry = scope.enter(there);
            seen.values.putAll(there.values);
            entry.leave();
        });
        helper.start();
        helper.join();
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(seen.values).containsEntry("traceId", FakeHeaders.TRACE_ID);
        assertThat(there.values).isEmpty();
    }

    @Test
    void isLeftAloneByAForeignThread() throws Exception {
        AttemptScope scope = start(MdcKeys.defaults(), mdc);

        Thread stranger = new Thread(scope::leave);
        stranger.start();
        stranger.join();

        assertThat(mdc.values).containsKey("traceId");
        assertThat(troubles.reported()).containsExactly("left on another thread than entered");
        scope.end(JobResult.SUCCESS, null, null);
        assertThat(mdc.values).isEmpty();
    }

    @Test
    void mayBreakWithoutHarm() {
        MdcAccess broken = new FakeMdc() {
            @Override
            public void put(String key, String value) {
                throw new NoClassDefFoundError("org/slf4j/MDC");
            }
        };

        start(MdcKeys.defaults(), broken).end(JobResult.SUCCESS, null, null);

        assertThat(telemetry.spans()).hasSize(1);
        assertThat(troubles.reported()).containsExactly("MDC not filled");
    }

    private AttemptScope start(MdcKeys keys, MdcAccess access) {
        AttemptTelemetry attempts = AttemptTelemetry.builder(telemetry.sdk())
                .mdcKeys(keys)
                .trouble(troubles)
                .build();
        return attempts.start(JobInvocationTest.read(headers), Context.root(), access);
    }
}
