package io.jobflow.bridge.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptMetricsTest {

    private static final AttributeKey<String> JOB = AttributeKey.stringKey("job");
    private static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("trigger");
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey("result");

    private final Telemetry telemetry = new Telemetry();
    private final ManualClock clock = new ManualClock();
    private final AttemptTelemetry attempts = AttemptTelemetry.builder(telemetry.sdk())
            .clock(clock)
            .maxJobNames(2)
            .build();

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void measureHowLongTheAttemptTookInSeconds() {
        AttemptScope scope = start(FakeHeaders.ofJobRequest());

        clock.nanos += 1_500_000_000L;
        scope.end(JobResult.FAILURE, null, null);

        HistogramPointData point = onlyHistogram(JobMetrics.ATTEMPT_DURATION);
        assertThat(point.getSum()).isEqualTo(1.5);
        assertThat(point.getAttributes().asMap())
                .isEqualTo(Map.of(JOB, "report", TRIGGER, "request", RESULT, "failure"));
    }

    @Test
    void showTheAttemptsSpanAsExemplar() {
        AttemptScope scope = start(FakeHeaders.ofJobRequest());

        scope.end(JobResult.SUCCESS, null, null);

        assertThat(onlyHistogram(JobMetrics.ATTEMPT_DURATION).getExemplars())
                .singleElement()
                .satisfies(exemplar -> assertThat(exemplar.getSpanContext().getSpanId())
                        .isEqualTo(scope.spanContext().getSpanId()));
    }

    @Test
    void countTheAttemptsThatRun() {
        AttemptScope first = start(FakeHeaders.ofJobRequest());
        AttemptScope second = start(FakeHeaders.ofJobRequest());

        long both = onlyActive();
        second.end(JobResult.SUCCESS, null, null);
        second.end(JobResult.SUCCESS, null, null);
        long one = onlyActive();
        first.end(JobResult.SUCCESS, null, null);

        assertThat(both).isEqualTo(2);
        assertThat(one).isEqualTo(1);
        assertThat(onlyActive()).isZero();
    }

    @Test
    void measureHowLateTheFirstAttemptBegan() {
        clock.wall = Instant.parse("2026-03-01T08:00:00.750Z").toEpochMilli();

        start(FakeHeaders.ofJobRequest()).end(JobResult.SUCCESS, null, null);

        HistogramPointData point = onlyHistogram(JobMetrics.LATENESS);
        assertThat(point.getSum()).isEqualTo(0.75);
        assertThat(point.getAttributes().asMap()).isEqualTo(Map.of(JOB, "report", TRIGGER, "request"));
    }

    @Test
    void callARunOnTimeThatSeemsToBeginBeforeItsFireTime() {
        clock.wall = Instant.parse("2026-03-01T07:59:59Z").toEpochMilli();

        start(FakeHeaders.ofJobRequest()).end(JobResult.SUCCESS, null, null);

        assertThat(onlyHistogram(JobMetrics.LATENESS).getSum()).isZero();
    }

    @Test
    void doNotCallARetryLate() {
        FakeHeaders retry = FakeHeaders.ofJobRequest().with("X-JobFlow-Attempt", "2");

        start(retry).end(JobResult.SUCCESS, null, null);

        assertThat(telemetry.metric(JobMetrics.LATENESS)).isEmpty();
    }

    @Test
    void putAllJobsBeyondTheCapUnderOneName() {
        for (int i = 0; i < 50; i++) {
            start(FakeHeaders.ofJobRequest().with("X-JobFlow-Job", "job-" + i)).end(JobResult.SUCCESS, null, null);
        }

        Map<String, Long> counts =
                telemetry.metric(JobMetrics.ATTEMPT_DURATION).orElseThrow().getHistogramData().getPoints().stream()
                        .collect(Collectors.toMap(
                                point -> String.valueOf(point.getAttributes().get(JOB)), HistogramPointData::getCount));
        assertThat(counts).isEqualTo(Map.of("job-0", 1L, "job-1", 1L, JobMetrics.OTHER, 48L));
    }

    private AttemptScope start(FakeHeaders headers) {
        return attempts.start(JobInvocationTest.read(headers), Context.root(), MdcAccess.NONE);
    }

    private HistogramPointData onlyHistogram(String name) {
        MetricData metric = telemetry.metric(name).orElseThrow();
        assertThat(metric.getUnit()).isEqualTo("s");
        assertThat(metric.getHistogramData().getPoints()).hasSize(1);
        return metric.getHistogramData().getPoints().iterator().next();
    }

    private long onlyActive() {
        MetricData metric = telemetry.metric(JobMetrics.ATTEMPT_ACTIVE).orElseThrow();
        assertThat(metric.getLongSumData().getPoints()).hasSize(1);
        LongPointData point = metric.getLongSumData().getPoints().iterator().next();
        return point.getValue();
    }

    /** Stands still until told. */
    private static final class ManualClock implements AttemptClock {
        long wall = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();
        long nanos;

        @Override
        public long wallMillis() {
            return wall;
        }

        @Override
        public long monotonicNanos() {
            return nanos;
        }
    }
}
