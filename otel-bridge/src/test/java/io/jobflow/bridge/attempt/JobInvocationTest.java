package io.jobflow.bridge.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobHeaders;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobInvocationTest {

    @Test
    void readsWhatACompleteRequestTells() {
        FakeHeaders headers = FakeHeaders.ofJobRequest();

        JobInvocation invocation = read(headers);

        assertThat(invocation.jobName()).isEqualTo("report");
        assertThat(invocation.executionId()).isEqualTo("01J0000000000000000000000A");
        assertThat(invocation.attempt()).isEqualTo(1);
        assertThat(invocation.shardIndex()).isEqualTo(2);
        assertThat(invocation.shardTotal()).isEqualTo(4);
        assertThat(invocation.fireTime()).isEqualTo("2026-03-01T08:00:00Z");
        assertThat(invocation.fireTimeMillis())
                .isEqualTo(Instant.parse("2026-03-01T08:00:00Z").toEpochMilli());
        assertThat(invocation.deadlineMillis())
                .isEqualTo(Instant.parse("2026-03-01T08:05:00.250Z").toEpochMilli());
        assertThat(invocation.fencingToken()).isEqualTo(17);
    }

    @ParameterizedTest
    @ValueSource(strings = {JobHeaders.JOB, JobHeaders.EXECUTION, JobHeaders.ATTEMPT})
    void isNoJobRequestWithoutJobExecutionAndAttempt(String missing) {
        FakeHeaders headers = FakeHeaders.ofJobRequest().without(missing);

        JobInvocation invocation = JobInvocation.read(headers);

        assertThat(invocation).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "X-JobFlow-Job, Report",
                "X-JobFlow-Job, -report",
                "X-JobFlow-Job, report.",
                "X-JobFlow-Job, \"\"",
                "X-JobFlow-Job, \"re port\"",
                "X-JobFlow-Job, \"report\nforged line\"",
                "X-JobFlow-Execution, \"\"",
                "X-JobFlow-Execution, \"a\u0000b\"",
                "X-JobFlow-Execution, ${jndi:x}",
                "X-JobFlow-Attempt, 0",
                "X-JobFlow-Attempt, -1",
                "X-JobFlow-Attempt, +1",
                "X-JobFlow-Attempt, 1.0",
                "X-JobFlow-Attempt, 99999999999",
                "X-JobFlow-Attempt, 99999999999999999999999",
                "X-JobFlow-Attempt, \u0661"
            })
    void isNoJobRequestWithAGarbageIdentity(String header, String garbage) {
        FakeHeaders headers = FakeHeaders.ofJobRequest().with(header, garbage);

        JobInvocation invocation = JobInvocation.read(headers);

        assertThat(invocation).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {JobHeaders.JOB, JobHeaders.EXECUTION})
    void isNoJobRequestWithAnOverlongIdentity(String header) {
        FakeHeaders headers = FakeHeaders.ofJobRequest().with(header, "a".repeat(10_000));

        JobInvocation invocation = JobInvocation.read(headers);

        assertThat(invocation).isNull();
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "-1, 4", "x, 4", "0, 0", "0,", ", 4"})
    void knowsNoShardUnlessIndexAndTotalFit(String index, String total) {
        FakeHeaders headers =
                FakeHeaders.ofJobRequest().without("X-Shard-Index").without("X-Shard-Total");
        if (index != null) {
            headers.with("X-Shard-Index", index);
        }
        if (total != null) {
            headers.with("X-Shard-Total", total);
        }

        JobInvocation invocation = read(headers);

        assertThat(invocation.shardIndex()).isEqualTo((int) JobInvocation.UNKNOWN);
        assertThat(invocation.shardTotal()).isEqualTo((int) JobInvocation.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2026-03-01",
                "2026-13-01T08:00:00Z",
                "2026-02-30T08:00:00Z",
                "2026-03-01T24:00:00Z",
                "2026-03-01T08:00:00",
                "2026-03-01T08:00:00+01:00",
                "2026-03-01T08:00:00.Z",
                "2026-03-01T08:00:00.1234567890Z",
                "2026-03-01T08:00:00,5Z"
            })
    void knowsNoFireTimeThatIsNotAnInstantInUtc(String garbage) {
        FakeHeaders headers = FakeHeaders.ofJobRequest().with("X-JobFlow-Fire-Time", garbage);

        JobInvocation invocation = read(headers);

        assertThat(invocation.fireTimeMillis()).isEqualTo(JobInvocation.UNKNOWN);
        assertThat(invocation.fireTime()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59.9Z", "2026-03-01T08:00:00.123456789Z"})
    void readsInstantsAsTheJdkDoes(String instant) {
        FakeHeaders headers = FakeHeaders.ofJobRequest().with("X-JobFlow-Fire-Time", instant);

        JobInvocation invocation = read(headers);

        assertThat(invocation.fireTimeMillis()).isEqualTo(Instant.parse(instant).toEpochMilli());
    }

    static JobInvocation read(FakeHeaders headers) {
        return Objects.requireNonNull(JobInvocation.read(headers), "a job request");
    }
}
