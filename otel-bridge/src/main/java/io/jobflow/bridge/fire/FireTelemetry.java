package io.jobflow.bridge.fire;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobSpans;
import io.jobflow.bridge.Trouble;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/**
 * Emits the scheduler's spans after the event, under the ids that were planned for them: a crash between plan and end
 * leaves no half span, and whoever settles the attempt after the restart still emits the right one. Safe for use by any
 * thread; nothing here throws but on ids of a wrong form.
 */
public final class FireTelemetry {

    private static final String INSTRUMENTATION_NAME = "io.jobflow";

    private final Tracer tracer;
    private final PlannedIds ids;
    private final PlannedSampler sampler;
    private final Trouble trouble;

    /**
     * @param openTelemetry where spans go; an SDK has to be built with these same ids and this same sampler
     * @param trouble hears of failures in here
     */
    public FireTelemetry(OpenTelemetry openTelemetry, PlannedIds ids, PlannedSampler sampler, Trouble trouble) {
        this.tracer = openTelemetry.getTracer(INSTRUMENTATION_NAME);
        this.ids = ids;
        this.sampler = sampler;
        this.trouble = Trouble.quiet(trouble);
    }

    /**
     * Whether the trace of a new execution is to be recorded, here and by the executors. To be asked once, when the
     * execution is planned. While telemetry is off the sampler still decides (by default: yes), so that executors with a
     * back end of their own record their part.
     */
    public boolean sampled(String traceId, String job, String trigger) {
        try {
            Attributes known = Attributes.of(JobAttributes.JOB_NAME, job, JobAttributes.TRIGGER, trigger);
            return sampler.decide(traceId, JobSpans.fire(job), known);
        } catch (Throwable failed) {
            trouble.report("sampling not decided", failed);
            return true;
        }
    }

    /** The span {@code job {name}} of an execution that has ended: the root of its trace. */
    public FinishedSpan fire(FireIds execution, String job) {
        return new FinishedSpan(this, execution.fire(), JobSpans.fire(job), SpanKind.INTERNAL, Context.root())
                .set(JobAttributes.JOB_NAME, job);
    }

    /**
     * The span {@code dispatch {name}} of an attempt that is settled: a child of the fire's span, which need not have
     * been emitted yet.
     *
     * @param dispatchSpanId the id that was sent in the attempt's {@code traceparent}
     * @throws IllegalArgumentException if it is not 16 lower-case hex digits, not all zero
     */
    public FinishedSpan dispatch(FireIds execution, String dispatchSpanId, String job) {
        Context parent = Context.root().with(Span.wrap(execution.fire()));
        return new FinishedSpan(
                        this, execution.dispatch(dispatchSpanId), JobSpans.dispatch(job), SpanKind.PRODUCER, parent)
                .set(JobAttributes.JOB_NAME, job);
    }

    Tracer tracer() {
        return tracer;
    }

    PlannedIds ids() {
        return ids;
    }

    Trouble trouble() {
        return trouble;
    }
}
