package io.jobflow.bridge.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.BrokenSampler;
import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Telemetry;
import io.jobflow.bridge.Troubles;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AttemptScopeTest {

    private static final SpanContext ELSEWHERE = SpanContext.create(
            "22222222222222222222222222222222", "3333333333333333", TraceFlags.getSampled(), TraceState.getDefault());

    private final Telemetry telemetry = new Telemetry();
    private final Troubles troubles = new Troubles();
    private final FakeHeaders headers = FakeHeaders.ofJobRequest();
    private final FakeMdc mdc = new FakeMdc();

    @AfterEach
    void leavesNothingBehind() {
        assertThat(Context.current()).isSameAs(Context.root());
        telemetry.close();
    }

    @Test
    void makesAConsumerSpanWithTheAttemptsAttributes() {
        AttemptScope scope = start(Context.root());

        scope.end(JobResult.SUCCESS, null, null);

        SpanData span = telemetry.span("run report");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getAttributes().asMap())
                .containsOnly(
                        entry(JobAttributes.JOB_NAME, "report"),
                        entry(JobAttributes.EXECUTION_ID, "01J0000000000000000000000A"),
                        entry(JobAttributes.ATTEMPT, 1L),
                        entry(JobAttributes.SHARD_INDEX, 2L),
                        entry(JobAttributes.SHARD_TOTAL, 4L),
                        entry(JobAttributes.FIRE_TIME, "2026-03-01T08:00:00Z"),
                        entry(JobAttributes.FENCING_TOKEN, 17L),
                        entry(JobAttributes.RESULT, "success"));
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void isAChildOfTheTraceparent() {
        AttemptScope scope = start(Context.root());

        scope.end(JobResult.SUCCESS, null, null);

        SpanData span = telemetry.span("run report");
        assertThat(span.getTraceId()).isEqualTo(FakeHeaders.TRACE_ID);
        assertThat(span.getParentSpanId()).isEqualTo(FakeHeaders.SPAN_ID);
        assertThat(span.getLinks()).isEmpty();
    }

    @Test
    void isAChildOfAnAmbientSpanInTheSameTrace() {
        SpanContext server = SpanContext.create(
                FakeHeaders.TRACE_ID, "4444444444444444", TraceFlags.getSampled(), TraceState.getDefault());

        AttemptScope scope = start(Context.root().with(Span.wrap(server)));
        scope.end(JobResult.SUCCESS, null, null);

        SpanData span = telemetry.span("run report");
        assertThat(span.getParentSpanId()).isEqualTo("4444444444444444");
        assertThat(span.getLinks()).isEmpty();
    }

    @Test
    void onlyLinksAnAmbientSpanOfAnotherTrace() {
        AttemptScope scope = start(Context.root().with(Span.wrap(ELSEWHERE)));

        scope.end(JobResult.SUCCESS, null, null);

        SpanData span = telemetry.span("run report");
        assertThat(span.getParentSpanId()).isEqualTo(FakeHeaders.SPAN_ID);
        assertThat(span.getLinks()).singleElement().satisfies(link -> {
            assertThat(link.getSpanContext()).isEqualTo(ELSEWHERE);
            assertThat(link.getAttributes().get(JobAttributes.LINK_TYPE)).isEqualTo("ambient");
        });
    }

    @Test
    void beginsATraceOfItsOwnWhereTheRequestNamesNone() {
        headers.without("traceparent");

        AttemptScope scope = start(Context.root().with(Span.wrap(ELSEWHERE)));
        scope.end(JobResult.SUCCESS, null, null);

        SpanData span = telemetry.span("run report");
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.getTraceId()).isNotEqualTo(ELSEWHERE.getTraceId());
        assertThat(span.getLinks()).hasSize(1);
    }

    @Test
    void joinsTheTraceOfATraceIdAlone() {
        headers.without("traceparent").with("X-Trace-Id", "11111111111111111111111111111111");

        AttemptScope scope = start(Context.root());
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(telemetry.span("run report").getTraceId()).isEqualTo("11111111111111111111111111111111");
    }

    @Test
    void takesBaggageFromTheRequestAndNotFromAStrangersContext() {
        headers.with("baggage", "tenant=blue");
        Context stranger = Context.root()
                .with(Span.wrap(ELSEWHERE))
                .with(Baggage.builder().put("leaked", "yes").build());

        AttemptScope scope = start(stranger);
        Baggage current = Baggage.current();
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(current.asMap()).containsOnlyKeys("tenant");
    }

    @Test
    void isCurrentUntilItsThreadIsLeft() {
        AttemptScope scope = start(Context.root());

        AttemptScope within = AttemptScope.from(Context.current());
        Span current = Span.current();
        scope.leave();

        assertThat(within).isSameAs(scope);
        assertThat(current.getSpanContext()).isEqualTo(scope.spanContext());
        assertThat(AttemptScope.from(Context.current())).isNull();
    }

    @Test
    void goesOnAfterItsThreadIsLeft() {
        AttemptScope scope = start(Context.root());

        scope.leave();

        assertThat(scope.hasEnded()).isFalse();
        assertThat(telemetry.spans()).isEmpty();
        scope.end(JobResult.SUCCESS, null, null);
        assertThat(telemetry.spans()).hasSize(1);
    }

    @Test
    void endsOnAnotherThreadWithoutTouchingThatThread() throws Exception {
        AttemptScope scope = start(Context.root());

        Thread completion = new Thread(() -> scope.end(JobResult.SUCCESS, null, null));
        completion.start();
        completion.join();

        assertThat(telemetry.spans()).hasSize(1);
        assertThat(AttemptScope.from(Context.current())).isSameAs(scope);
        assertThat(mdc.values).containsKey("traceId");
        scope.leave();
        assertThat(mdc.values).isEmpty();
    }

    @Test
    void endsOnceHoweverOftenItIsTold() {
        AttemptScope scope = start(Context.root());

        scope.end(JobResult.SUCCESS, null, null);
        scope.end(JobResult.FAILURE, "too late", new IllegalStateException());
        scope.leave();

        assertThat(telemetry.spans()).singleElement().satisfies(span -> {
            assertThat(span.getAttributes().get(JobAttributes.RESULT)).isEqualTo("success");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
        assertThat(troubles.reported()).isEmpty();
    }

    @Test
    void givesTheReasonOfAFailure() {
        AttemptScope scope = start(Context.root());

        scope.end(JobResult.FAILURE, "disk\nfull", new IllegalStateException("no space"));

        SpanData span = telemetry.span("run report");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("disk full");
        assertThat(span.getAttributes().get(JobAttributes.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        assertThat(span.getEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getName()).isEqualTo("exception"));
    }

    @Test
    void namesTheResultWhereAFailureHasNoReason() {
        AttemptScope scope = start(Context.root());

        scope.end(JobResult.TIMEOUT, null, null);

        SpanData span = telemetry.span("run report");
        assertThat(span.getStatus().getDescription()).isEqualTo("timeout");
        assertThat(span.getAttributes().get(JobAttributes.ERROR_TYPE)).isEqualTo("timeout");
    }

    @Test
    void recordsAFailureWhoseExceptionCannotBeRead() {
        AttemptScope scope = start(Context.root());

        scope.end(JobResult.FAILURE, null, new Unspeakable());

        SpanData span = telemetry.span("run report");
        assertThat(span.getAttributes().get(JobAttributes.RESULT)).isEqualTo("failure");
        assertThat(span.getStatus().getDescription()).isEqualTo(Unspeakable.class.getName());
        assertThat(troubles.reported()).containsExactly("exception not recorded");
    }

    @Test
    void recordsAHandlerWhoseExceptionCannotBeRead() {
        HandlerScope handler = telemetry().startHandler("Orders.sync", "com.acme.Orders.sync");

        handler.end(new Unspeakable());

        assertThat(telemetry.span("Orders.sync").getStatus().getDescription()).isEqualTo(Unspeakable.class.getName());
        assertThat(troubles.reported()).containsExactly("exception not recorded");
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void putsTheThreadRightAfterAHandlerThatLeftAScopeOpen() {
        AttemptScope scope = start(Context.root());
        Scope forgotten = Context.current().with(Span.wrap(ELSEWHERE)).makeCurrent();

        scope.end(JobResult.SUCCESS, null, null);

        assertThat(forgotten).isNotNull();
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(troubles.reported()).containsExactly("handler left a scope open");
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void leavesTheAmbientContextAsItFoundIt() {
        Context server = Context.root().with(Span.wrap(ELSEWHERE));

        Scope request = server.makeCurrent();
        start(Context.current()).end(JobResult.SUCCESS, null, null);
        Context after = Context.current();
        request.close();

        assertThat(after).isSameAs(server);
    }

    @Test
    void isFoundByIdsWhileTelemetryIsOff() {
        headers.without("traceparent");
        AttemptTelemetry off = AttemptTelemetry.builder(OpenTelemetry.noop()).build();

        AttemptScope scope = off.start(JobInvocationTest.read(headers), Context.root(), mdc);
        Object traceId = mdc.values.get("traceId");
        scope.end(JobResult.FAILURE, "x", null);

        assertThat(scope.spanContext().isValid()).isTrue();
        assertThat(traceId).isEqualTo(scope.spanContext().getTraceId());
    }

    @Test
    void keepsTheSchedulersTraceIdWhileTelemetryIsOff() {
        AttemptTelemetry off = AttemptTelemetry.builder(OpenTelemetry.noop()).build();

        AttemptScope scope = off.start(JobInvocationTest.read(headers), Context.root(), mdc);
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(scope.spanContext().getTraceId()).isEqualTo(FakeHeaders.TRACE_ID);
    }

    @Test
    void followsASchedulerThatDidNotSample() {
        headers.with("traceparent", "00-" + FakeHeaders.TRACE_ID + "-" + FakeHeaders.SPAN_ID + "-00");

        AttemptScope scope = start(Context.root());
        scope.end(JobResult.SUCCESS, null, null);

        assertThat(telemetry.spans()).isEmpty();
        assertThat(scope.spanContext().getTraceId()).isEqualTo(FakeHeaders.TRACE_ID);
    }

    @Test
    void survivesATracerThatThrows() {
        Sampler broken = new BrokenSampler();
        try (Telemetry brokenTelemetry = new Telemetry(IdGenerator.random(), broken)) {
            AttemptTelemetry attempts = AttemptTelemetry.builder(brokenTelemetry.sdk())
                    .trouble(troubles)
                    .build();

            AttemptScope scope = attempts.start(JobInvocationTest.read(headers), Context.root(), mdc);
            scope.end(JobResult.SUCCESS, null, null);

            assertThat(troubles.reported()).containsExactly("run span not started");
            assertThat(scope.spanContext().getTraceId()).isEqualTo(FakeHeaders.TRACE_ID);
        }
    }

    @Test
    void endsNobodyElsesSpanWhereATracerThrows() {
        try (Telemetry brokenTelemetry = new Telemetry(IdGenerator.random(), new BrokenSampler())) {
            AttemptTelemetry attempts = AttemptTelemetry.builder(brokenTelemetry.sdk())
                    .trouble(troubles)
                    .build();
            JobInvocation invocation = JobInvocationTest.read(headers);
            Span server = telemetry
                    .sdk()
                    .getTracer("framework")
                    .spanBuilder("server")
                    .setParent(Context.root().with(Span.wrap(invocation.remoteParent())))
                    .startSpan();

            AttemptScope scope = attempts.start(invocation, Context.root().with(server), mdc);
            scope.end(JobResult.FAILURE, "planted", null);

            assertThat(scope.spanContext()).isEqualTo(server.getSpanContext());
            assertThat(server.isRecording()).isTrue();
        }
    }

    @Test
    void survivesHeadersThatThrow() {
        HeaderSource broken = new FakeHeaders() {
            @Override
            public String first(String name) {
                throw new IllegalStateException("request was recycled");
            }
        };

        JobInvocation invocation = telemetry().read(broken);

        assertThat(invocation).isNull();
        assertThat(troubles.reported()).containsExactly("headers not read");
    }

    private AttemptScope start(Context ambient) {
        return telemetry().start(JobInvocationTest.read(headers), ambient, mdc);
    }

    private AttemptTelemetry telemetry() {
        return AttemptTelemetry.builder(telemetry.sdk()).trouble(troubles).build();
    }

    private static Map.Entry<AttributeKey<?>, Object> entry(AttributeKey<?> key, Object value) {
        return Map.entry(key, value);
    }

    /** Its message comes from something that is closed by now. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("closed");
        }
    }
}
