package io.jobflow.scheduler.telemetry;

import io.prometheus.metrics.tracer.common.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * The span that a measurement belongs to, from which Prometheus takes its exemplars. No span is current when the
 * scheduler measures, because its spans are made after the event; so whoever records names it for the time being. One
 * thread sees only what it named itself.
 */
final class AttemptExemplar implements SpanContext {

    private record Span(String traceId, String spanId) {}

    private final ThreadLocal<@Nullable Span> current = new ThreadLocal<>();

    /** Records something that belongs to a span; an unsampled span becomes no exemplar, for nobody could open it. */
    void during(String traceId, String spanId, boolean sampled, Runnable recording) {
        if (sampled) {
            current.set(new Span(traceId, spanId));
        }
        try {
            recording.run();
        } finally {
            current.remove();
        }
    }

    @Override
    public @Nullable String getCurrentTraceId() {
        Span span = current.get();
        return span == null ? null : span.traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        Span span = current.get();
        return span == null ? null : span.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        return current.get() != null;
    }

    @Override
    public void markCurrentSpanAsExemplar() {
        // the span is emitted when the attempt has ended, whether it is an exemplar or not
    }
}
