package io.jobflow.bridge.fire;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.IdGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The SDK's id generator that gives a span the ids which were planned, stored and sent for it beforehand. A plan holds
 * for one span on the calling thread; every other span gets random ids. Safe for use by any thread.
 */
public final class PlannedIds implements IdGenerator {

    private final IdGenerator random = IdGenerator.random();
    private final ThreadLocal<@Nullable SpanContext> plan = new ThreadLocal<>();

    /**
     * Starts the builder's span under the planned ids and, if the SDK samples through {@link PlannedSampler}, with the
     * planned decision. A builder with a parent keeps the parent's trace id.
     */
    Span start(SpanBuilder builder, SpanContext planned) {
        plan.set(planned);
        try {
            return builder.startSpan();
        } finally {
            plan.remove();
        }
    }

    /** The plan for the span that is being started on this thread; null for any other span. */
    @Nullable SpanContext planned() {
        return plan.get();
    }

    @Override
    public String generateSpanId() {
        SpanContext planned = plan.get();
        return planned == null ? random.generateSpanId() : planned.getSpanId();
    }

    @Override
    public String generateTraceId() {
        SpanContext planned = plan.get();
        return planned == null ? random.generateTraceId() : planned.getTraceId();
    }
}
