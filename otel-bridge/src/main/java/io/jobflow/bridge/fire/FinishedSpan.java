package io.jobflow.bridge.fire;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.PlainText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span whose whole life is known: filled, then emitted once. Of a trace that is not sampled nothing is emitted.
 * Confined to one thread; never throws.
 */
public final class FinishedSpan {

    private static final int MAX_DESCRIPTION_LENGTH = 500;

    private final FireTelemetry telemetry;
    private final SpanContext planned;
    private final SpanBuilder builder;

    FinishedSpan(FireTelemetry telemetry, SpanContext planned, String name, SpanKind kind, Context parent) {
        this.telemetry = telemetry;
        this.planned = planned;
        this.builder = telemetry.tracer().spanBuilder(name).setSpanKind(kind).setParent(parent);
    }

    /** One of {@link JobAttributes}'s keys; a null value leaves it out. */
    public <T> FinishedSpan set(AttributeKey<T> key, @Nullable T value) {
        if (value != null) {
            builder.setAttribute(key, value);
        }
        return this;
    }

    /** Links the dispatch span of the attempt before this one, of the same execution; null for the first attempt. */
    public FinishedSpan retries(@Nullable String previousDispatchSpanId) {
        if (previousDispatchSpanId == null) {
            return this;
        }
        SpanContext previous = SpanContext.create(
                planned.getTraceId(), previousDispatchSpanId, planned.getTraceFlags(), planned.getTraceState());
        return link(previous, JobAttributes.LINK_RETRY);
    }

    /** Links the span of the caller who triggered the execution; an invalid context leaves the link out. */
    public FinishedSpan triggeredBy(SpanContext caller) {
        return link(caller, JobAttributes.LINK_TRIGGER);
    }

    /** OpenTelemetry leaves out a link to an invalid context by itself. */
    private FinishedSpan link(SpanContext to, String type) {
        builder.addLink(to, Attributes.of(JobAttributes.LINK_TYPE, type));
        return this;
    }

    /**
     * Emits the span.
     *
     * @param end not before the start; otherwise the start counts
     * @param message why it ended so, for people; cut at 500 characters; null if there is nothing to say
     */
    public void emit(Instant start, Instant end, JobResult result, @Nullable String message) {
        if (!planned.isSampled()) {
            return;
        }
        try {
            builder.setAttribute(JobAttributes.RESULT, result.value()).setStartTimestamp(start);
            Span span = telemetry.ids().start(builder, planned);
            if (result.isError()) {
                String reason = message == null ? result.value() : message;
                span.setAttribute(JobAttributes.ERROR_TYPE, result.value());
                span.setStatus(StatusCode.ERROR, PlainText.of(reason, MAX_DESCRIPTION_LENGTH));
            }
            span.end(end.isBefore(start) ? start : end);
        } catch (Throwable failed) {
            telemetry.trouble().report("span not emitted", failed);
        }
    }
}
