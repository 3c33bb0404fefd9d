package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.JobSpans;
import io.jobflow.bridge.PlainText;
import io.jobflow.bridge.Trouble;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Makes and ends the span of an attempt in the executor. Safe for use by any thread; never throws. */
final class RunSpans {

    private static final int MAX_DESCRIPTION_LENGTH = 500;
    private static final Attributes AMBIENT_LINK = Attributes.of(JobAttributes.LINK_TYPE, JobAttributes.LINK_AMBIENT);

    private final Tracer tracer;
    private final Trouble trouble;

    RunSpans(Tracer tracer, Trouble trouble) {
        this.tracer = tracer;
        this.trouble = trouble;
    }

    /** The context to run in: the ambient one, with the request's baggage and a new span that is always valid. */
    Context open(JobInvocation invocation, Context ambient) {
        SpanContext remote = invocation.remoteParent();
        SpanContext around = Span.fromContext(ambient).getSpanContext();
        boolean continued =
                around.isValid() && remote.isValid() && around.getTraceId().equals(remote.getTraceId());
        Context base = continued ? ambient : firewalled(ambient, invocation);
        try {
            SpanBuilder builder = tracer.spanBuilder(JobSpans.run(invocation.jobName()))
                    .setSpanKind(SpanKind.CONSUMER)
                    .setParent(base);
            if (around.isValid() && !continued) {
                builder.addLink(around, AMBIENT_LINK);
            }
            Span span = describe(builder, invocation).startSpan();
            if (span.getSpanContext().isValid()) {
                return base.with(span);
            }
        } catch (Throwable failed) {
            trouble.report("run span not started", failed);
        }
        // Ids alone, so that the end of the run does not end a span around it that somebody else has made.
        SpanContext named = continued ? around : remote;
        return base.with(Span.wrap(named.isValid() ? named : unrecorded()));
    }

    /** The context of a run that nobody asked for: a new root, whatever is around. The span is always valid. */
    Context openLocal(String jobName, String function, Context ambient) {
        SpanContext around = Span.fromContext(ambient).getSpanContext();
        try {
            SpanBuilder builder = tracer.spanBuilder(JobSpans.run(jobName))
                    .setNoParent()
                    .setAttribute(JobAttributes.JOB_NAME, jobName)
                    .setAttribute(JobAttributes.ATTEMPT, 1L)
                    .setAttribute(JobAttributes.TRIGGER, JobMetrics.TRIGGER_LOCAL)
                    .setAttribute(JobAttributes.FUNCTION, function);
            if (around.isValid()) {
                builder.addLink(around, AMBIENT_LINK);
            }
            Span span = builder.startSpan();
            if (span.getSpanContext().isValid()) {
                return Context.root().with(span);
            }
        } catch (Throwable failed) {
            trouble.report("run span not started", failed);
        }
        return Context.root().with(Span.wrap(unrecorded()));
    }

    /** A handler's span within a run. */
    Span openHandler(String name, String function, Context around) {
        try {
            return tracer.spanBuilder(name)
                    .setParent(around)
                    .setAttribute(JobAttributes.FUNCTION, function)
                    .startSpan();
        } catch (Throwable failed) {
            trouble.report("handler span not started", failed);
            return Span.getInvalid();
        }
    }

    /** @param error what the handler threw, or its result failed with; null if nothing */
    void closeHandler(Span span, @Nullable Throwable error) {
        try {
            if (error != null && span.isRecording()) {
                describeError(span, JobResult.FAILURE, messageOf(error), error);
            }
            span.end();
        } catch (Throwable failed) {
            trouble.report("handler span not ended", failed);
        }
    }

    /** The ambient context with the request's parent and baggage in place of a stranger's. */
    private static Context firewalled(Context ambient, JobInvocation invocation) {
        Context own = ambient.with(Span.wrap(invocation.remoteParent()));
        boolean bare =
                invocation.baggage().isEmpty() && Baggage.fromContext(ambient).isEmpty();
        return bare ? own : own.with(invocation.baggage());
    }

    private static SpanBuilder describe(SpanBuilder builder, JobInvocation invocation) {
        builder.setAttribute(JobAttributes.JOB_NAME, invocation.jobName())
                .setAttribute(JobAttributes.EXECUTION_ID, invocation.executionId())
                .setAttribute(JobAttributes.ATTEMPT, invocation.attempt());
        if (invocation.shardTotal() != JobInvocation.UNKNOWN) {
            builder.setAttribute(JobAttributes.SHARD_INDEX, invocation.shardIndex())
                    .setAttribute(JobAttributes.SHARD_TOTAL, invocation.shardTotal());
        }
        String fireTime = invocation.fireTime();
        if (fireTime != null) {
            builder.setAttribute(JobAttributes.FIRE_TIME, fireTime);
        }
        if (invocation.fencingToken() != JobInvocation.UNKNOWN) {
            builder.setAttribute(JobAttributes.FENCING_TOKEN, invocation.fencingToken());
        }
        return builder;
    }

    /** Ids for a run that names no trace while telemetry is off: its log lines still need one to be found by. */
    private static SpanContext unrecorded() {
        return SpanContext.create(
                RequestContext.randomTraceId(),
                RequestContext.randomSpanId(),
                TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    void close(Span span, JobResult result, @Nullable String message, @Nullable Throwable error) {
        try {
            if (span.isRecording()) {
                span.setAttribute(JobAttributes.RESULT, result.value());
                if (result.isError()) {
                    describeError(span, result, message, error);
                }
            }
            span.end();
        } catch (Throwable failed) {
            trouble.report("run span not ended", failed);
        }
    }

    /** An error that cannot say what it is costs the span its exception, no more. */
    private void describeError(Span span, JobResult result, @Nullable String message, @Nullable Throwable error) {
        String type = error == null ? result.value() : error.getClass().getName();
        span.setAttribute(JobAttributes.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR, PlainText.of(message == null ? type : message, MAX_DESCRIPTION_LENGTH));
        if (error != null) {
            try {
                span.recordException(error);
            } catch (Throwable unspeakable) {
                trouble.report("exception not recorded", unspeakable);
            }
        }
    }

    private static @Nullable String messageOf(Throwable error) {
        try {
            return error.getMessage();
        } catch (Throwable unspeakable) {
            return null;
        }
    }
}
