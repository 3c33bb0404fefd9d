package io.jobflow.bridge.fire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.BrokenSampler;
import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Telemetry;
import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.Troubles;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FireTelemetryTest {

    private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    private static final String FIRE = "00000000000000f1";
    private static final String FIRST = "00000000000000d1";
    private static final String SECOND = "00000000000000d2";
    private static final Instant START = Instant.parse("2026-03-01T08:00:00.125Z");
    private static final Instant END = START.plusMillis(2_500);

    private final PlannedIds ids = new PlannedIds();
    private final PlannedSampler sampler = new PlannedSampler(ids, Sampler.parentBased(Sampler.alwaysOn()));
    private final Telemetry telemetry = new Telemetry(ids, sampler);
    private final Troubles troubles = new Troubles();
    private final FireTelemetry fires = new FireTelemetry(telemetry.sdk(), ids, sampler, troubles);
    private final FireIds execution = FireIds.of(TRACE_ID, FIRE, true);

    @AfterEach
    void close() {
        assertThat(troubles.reported()).isEmpty();
        telemetry.close();
    }

    @Test
    void emitsTheFireAsRootUnderItsPlannedIdsAndTimes() {
        fires.fire(execution, "report").emit(START, END, JobResult.SUCCESS, null);

        SpanData span = telemetry.span("job report");
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getSpanId()).isEqualTo(FIRE);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getStartEpochNanos()).isEqualTo(nanos(START));
        assertThat(span.getEndEpochNanos()).isEqualTo(nanos(END));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void emitsTheFireAsRootWhateverIsCurrent() {
        SpanContext other = SpanContext.create(
                "22222222222222222222222222222222", SECOND, TraceFlags.getSampled(), TraceState.getDefault());
        try (Scope current = Context.root().with(Span.wrap(other)).makeCurrent()) {
            assertThat(current).isNotNull();
            fires.fire(execution, "report").emit(START, END, JobResult.SUCCESS, null);
        }

        SpanData span = telemetry.span("job report");
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void emitsADispatchAsProducerUnderAFireThatIsNotYetEmitted() {
        fires.dispatch(execution, FIRST, "report").emit(START, END, JobResult.SUCCESS, null);

        SpanData span = telemetry.span("dispatch report");
        assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getSpanId()).isEqualTo(FIRST);
        assertThat(span.getParentSpanId()).isEqualTo(FIRE);
        assertThat(span.getLinks()).isEmpty();
    }

    @Test
    void linksARetryToTheAttemptBefore() {
        fires.dispatch(execution, SECOND, "report").retries(FIRST).emit(START, END, JobResult.SUCCESS, null);

        assertThat(telemetry.span("dispatch report").getLinks()).singleElement().satisfies(link -> {
            assertThat(link.getSpanContext().getTraceId()).isEqualTo(TRACE_ID);
            assertThat(link.getSpanContext().getSpanId()).isEqualTo(FIRST);
            assertThat(link.getAttributes().get(JobAttributes.LINK_TYPE)).isEqualTo("retry");
        });
    }

    @Test
    void linksNothingForAFirstAttemptWithoutCaller() {
        fires.dispatch(execution, FIRST, "report")
                .retries(null)
                .triggeredBy(SpanContext.getInvalid())
                .emit(START, END, JobResult.SUCCESS, null);

        assertThat(telemetry.span("dispatch report").getLinks()).isEmpty();
    }

    @Test
    void setsWhatIsKnownAndLeavesOutWhatIsNull() {
        fires.dispatch(execution, FIRST, "report")
                .set(JobAttributes.ATTEMPT, 3L)
                .set(JobAttributes.INSTANCE, null)
                .emit(START, END, JobResult.SUCCESS, null);

        SpanData span = telemetry.span("dispatch report");
        assertThat(span.getAttributes().asMap())
                .containsOnlyKeys(JobAttributes.JOB_NAME, JobAttributes.ATTEMPT, JobAttributes.RESULT);
    }

    @Test
    void saysWhyAnAttemptFailed() {
        fires.dispatch(execution, FIRST, "report").emit(START, END, JobResult.FAILURE, "answered 500\r\nOops");

        SpanData span = telemetry.span("dispatch report");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("answered 500  Oops");
        assertThat(span.getAttributes().get(JobAttributes.ERROR_TYPE)).isEqualTo("failure");
    }

    @Test
    void endsASpanAtItsStartWhereTheClockWentBack() {
        fires.dispatch(execution, FIRST, "report").emit(START, START.minusSeconds(60), JobResult.SUCCESS, null);

        assertThat(telemetry.span("dispatch report").getEndEpochNanos()).isEqualTo(nanos(START));
    }

    @Test
    void emitsNothingOfATraceThatIsNotSampled() {
        FireIds unsampled = FireIds.of(TRACE_ID, FIRE, false);

        fires.dispatch(unsampled, FIRST, "report").emit(START, END, JobResult.SUCCESS, null);
        fires.fire(unsampled, "report").emit(START, END, JobResult.SUCCESS, null);

        assertThat(telemetry.spans()).isEmpty();
    }

    @Test
    void keepsThePlannedDecisionThoughTheSamplerWouldNowSayNo() {
        PlannedSampler changed = new PlannedSampler(ids, Sampler.alwaysOff());
        try (Telemetry later = new Telemetry(ids, changed)) {
            FireTelemetry afterwards = new FireTelemetry(later.sdk(), ids, changed, troubles);

            afterwards.fire(execution, "report").emit(START, END, JobResult.SUCCESS, null);

            assertThat(later.spans()).hasSize(1);
        }
    }

    @Test
    void givesUnplannedSpansIdsOfTheirOwn() {
        fires.fire(execution, "report").emit(START, END, JobResult.SUCCESS, null);

        Span other = telemetry.sdk().getTracer("other").spanBuilder("other").startSpan();

        assertThat(other.getSpanContext().getTraceId()).isNotEqualTo(TRACE_ID);
        assertThat(other.getSpanContext().isValid()).isTrue();
        other.end();
    }

    @Test
    void decidesSamplingAsTheConfiguredSamplerDoes() {
        PlannedSampler half = new PlannedSampler(ids, Sampler.parentBased(Sampler.traceIdRatioBased(0.5)));
        FireTelemetry sampling = new FireTelemetry(telemetry.sdk(), ids, half, troubles);

        boolean low = sampling.sampled("00000000000000000000000000000001", "report", "schedule");
        boolean high = sampling.sampled("00000000000000007fffffffffffffff", "report", "schedule");

        assertThat(low).isTrue();
        assertThat(high).isFalse();
    }

    @Test
    void tellsTheTruthInTheTraceparent() {
        String sampled = execution.traceparent(FIRST);
        String unsampled = FireIds.of(TRACE_ID, FIRE, false).traceparent(FIRST);

        assertThat(sampled).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-00000000000000d1-01");
        assertThat(unsampled).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-00000000000000d1-00");
    }

    @Test
    void keepsIdsWhileTelemetryIsOff() {
        FireTelemetry off = new FireTelemetry(OpenTelemetry.noop(), ids, sampler, troubles);

        boolean sampled = off.sampled(TRACE_ID, "report", "schedule");
        off.fire(execution, "report").emit(START, END, JobResult.SUCCESS, null);

        assertThat(sampled).isTrue();
        assertThat(execution.traceId()).isEqualTo(TRACE_ID);
        assertThat(execution.fireSpanId()).isEqualTo(FIRE);
    }

    @Test
    void refusesIdsOfAWrongForm() {
        String noTrace = "00000000000000000000000000000000";

        assertThatThrownBy(() -> FireIds.of(noTrace, FIRE, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Trace id is \"00000000000000000000000000000000\""
                        + " (expected 32 lower-case hex digits, not all zero)");
        assertThatThrownBy(() -> execution.traceparent("D1"))
                .hasMessage("Span id is \"D1\" (expected 16 lower-case hex digits, not all zero)");
    }

    @Test
    void samplesWhereTheSamplerBreaks() {
        Troubles heard = new Troubles();
        PlannedSampler broken = new PlannedSampler(ids, new BrokenSampler());

        boolean sampled =
                new FireTelemetry(telemetry.sdk(), ids, broken, heard).sampled(TRACE_ID, "report", "schedule");

        assertThat(sampled).isTrue();
        assertThat(heard.reported()).containsExactly("sampling not decided");
    }

    @Test
    void survivesAReceiverOfTroubleThatThrows() {
        Trouble hostile = (what, cause) -> {
            throw new IllegalStateException("nobody is to hear this");
        };
        PlannedSampler broken = new PlannedSampler(ids, new BrokenSampler());

        boolean sampled =
                new FireTelemetry(telemetry.sdk(), ids, broken, hostile).sampled(TRACE_ID, "report", "schedule");

        assertThat(sampled).isTrue();
    }

    private static long nanos(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }
}
