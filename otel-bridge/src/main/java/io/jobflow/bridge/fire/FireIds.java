package io.jobflow.bridge.fire;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;

/**
 * The trace of one execution as it was planned: its trace id, the fire span's id and whether it is sampled. Stored with
 * the execution's row; the same whether telemetry is on or off. Immutable; safe for use by any thread.
 */
public final class FireIds {

    private final SpanContext fire;

    private FireIds(SpanContext fire) {
        this.fire = fire;
    }

    /**
     * @param traceId 32 lower-case hex digits, not all zero
     * @param fireSpanId 16 lower-case hex digits, not all zero
     * @param sampled what {@link FireTelemetry#sampled} said when the execution was planned
     * @throws IllegalArgumentException if an id is not of that form
     */
    public static FireIds of(String traceId, String fireSpanId, boolean sampled) {
        if (!TraceId.isValid(traceId)) {
            throw new IllegalArgumentException(
                    "Trace id is \"" + traceId + "\" (expected 32 lower-case hex digits, not all zero)");
        }
        return new FireIds(context(traceId, fireSpanId, sampled));
    }

    public String traceId() {
        return fire.getTraceId();
    }

    public String fireSpanId() {
        return fire.getSpanId();
    }

    public boolean isSampled() {
        return fire.isSampled();
    }

    /**
     * The value of the {@code traceparent} header for an attempt.
     *
     * @param dispatchSpanId 16 lower-case hex digits, not all zero
     * @throws IllegalArgumentException if the id is not of that form
     */
    public String traceparent(String dispatchSpanId) {
        SpanContext dispatch = dispatch(dispatchSpanId);
        return "00-" + dispatch.getTraceId() + "-" + dispatch.getSpanId() + "-"
                + dispatch.getTraceFlags().asHex();
    }

    SpanContext fire() {
        return fire;
    }

    SpanContext dispatch(String dispatchSpanId) {
        return context(traceId(), dispatchSpanId, isSampled());
    }

    private static SpanContext context(String traceId, String spanId, boolean sampled) {
        if (!SpanId.isValid(spanId)) {
            throw new IllegalArgumentException(
                    "Span id is \"" + spanId + "\" (expected 16 lower-case hex digits, not all zero)");
        }
        TraceFlags flags = sampled ? TraceFlags.getSampled() : TraceFlags.getDefault();
        return SpanContext.create(traceId, spanId, flags, TraceState.getDefault());
    }
}
