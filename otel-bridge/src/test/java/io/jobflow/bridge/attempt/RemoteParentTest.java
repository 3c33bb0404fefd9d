package io.jobflow.bridge.attempt;

import static io.jobflow.bridge.attempt.FakeHeaders.SPAN_ID;
import static io.jobflow.bridge.attempt.FakeHeaders.TRACEPARENT;
import static io.jobflow.bridge.attempt.FakeHeaders.TRACE_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteParentTest {

    private static final String OTHER_TRACE_ID = "11111111111111111111111111111111";

    private final FakeHeaders headers = FakeHeaders.ofJobRequest();

    @Test
    void isTheTraceparent() {
        headers.with("X-Trace-Id", OTHER_TRACE_ID);

        SpanContext parent = remoteParent();

        assertThat(parent.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(parent.getSpanId()).isEqualTo(SPAN_ID);
        assertThat(parent.isRemote()).isTrue();
        assertThat(parent.isSampled()).isTrue();
    }

    @Test
    void keepsTheFlagThatSaysNotSampled() {
        headers.with("traceparent", "00-" + TRACE_ID + "-" + SPAN_ID + "-00");

        SpanContext parent = remoteParent();

        assertThat(parent.isValid()).isTrue();
        assertThat(parent.isSampled()).isFalse();
    }

    @Test
    void readsTheTraceparentOfALaterVersion() {
        headers.with("traceparent", "cc-" + TRACE_ID + "-" + SPAN_ID + "-01-what-the-future-brings");

        SpanContext parent = remoteParent();

        assertThat(parent.getSpanId()).isEqualTo(SPAN_ID);
    }

    @Test
    void joinsSeveralTracestateHeaders() {
        headers.and("tracestate", "a=1").and("tracestate", "b=2");

        SpanContext parent = remoteParent();

        assertThat(parent.getTraceState().asMap()).containsEntry("a", "1").containsEntry("b", "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319z-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "zz-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void ignoresAGarbageTraceparent(String garbage) {
        headers.with("traceparent", garbage);

        SpanContext parent = remoteParent();

        assertThat(parent.isValid()).isFalse();
    }

    @Test
    void ignoresAnOverlongTraceparent() {
        headers.with("traceparent", "cc-" + TRACE_ID + "-" + SPAN_ID + "-01-" + "x".repeat(10_000));

        SpanContext parent = remoteParent();

        assertThat(parent.isValid()).isFalse();
    }

    @Test
    void ignoresADoubledTraceparent() {
        headers.and("traceparent", TRACEPARENT);

        SpanContext parent = remoteParent();

        assertThat(parent.isValid()).isFalse();
    }

    @Test
    void isMadeUpInTheTraceOfTheTraceIdAlone() {
        headers.without("traceparent").with("X-Trace-Id", OTHER_TRACE_ID);

        SpanContext parent = remoteParent();

        assertThat(parent.getTraceId()).isEqualTo(OTHER_TRACE_ID);
        assertThat(parent.isValid()).isTrue();
        assertThat(parent.isSampled()).isTrue();
    }

    @Test
    void takesTheTraceIdWhereTheTraceparentIsGarbage() {
        headers.with("traceparent", "garbage").with("X-Trace-Id", OTHER_TRACE_ID);

        SpanContext parent = remoteParent();

        assertThat(parent.getTraceId()).isEqualTo(OTHER_TRACE_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000000000000000000000000000000",
                "0af7651916cd43dd",
                "0af76519-16cd-43dd-8448-eb211c80319c",
                "0af7651916cd43dd8448eb211c80319\n"
            })
    void ignoresAGarbageTraceId(String garbage) {
        headers.without("traceparent").with("X-Trace-Id", garbage);

        SpanContext parent = remoteParent();

        assertThat(parent.isValid()).isFalse();
    }

    @Test
    void leavesTheBaggageAsItWasSent() {
        headers.with("baggage", "tenant=blue,region=north");

        JobInvocation invocation = JobInvocationTest.read(headers);

        assertThat(invocation.baggage().getEntryValue("tenant")).isEqualTo("blue");
        assertThat(invocation.baggage().getEntryValue("region")).isEqualTo("north");
    }

    @Test
    void ignoresOverlongBaggage() {
        headers.with("baggage", "tenant=" + "x".repeat(10_000));

        JobInvocation invocation = JobInvocationTest.read(headers);

        assertThat(invocation.baggage().isEmpty()).isTrue();
    }

    private SpanContext remoteParent() {
        return JobInvocationTest.read(headers).remoteParent();
    }
}
