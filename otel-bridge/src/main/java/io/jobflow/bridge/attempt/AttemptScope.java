package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobResult;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt while it runs in an executor: its span, its metrics and its presence on threads. Two things end, each once
 * and in either order: the thread it started on is left ({@link #leave}, on that thread), and the attempt is over
 * ({@link #end}, on any thread, for instance when an asynchronous request completes). Ending it on the thread it started
 * on leaves that thread too. Safe for use by any thread except where said; never throws.
 */
public final class AttemptScope {

    private static final ContextKey<AttemptScope> KEY = ContextKey.named("jobflow-attempt");

    private final AttemptTelemetry telemetry;
    private final JobInvocation invocation;
    private final Context context;
    private final MdcEntries entries;
    private final long startedNanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Null once that thread is left, so that a kept scope does not keep the thread. */
    private volatile @Nullable ThreadEntry first;

    AttemptScope(AttemptTelemetry telemetry, JobInvocation invocation, Context opened) {
        this.telemetry = telemetry;
        this.invocation = invocation;
        this.context = opened.with(KEY, this);
        SpanContext ids = spanContext();
        this.entries = MdcEntries.of(telemetry.mdcKeys(), invocation, ids.getTraceId(), ids.getSpanId());
        this.startedNanos = telemetry.monotonicNanos();
    }

    /** The attempt this context belongs to; null if none. It may have ended since. */
    public static @Nullable AttemptScope from(Context context) {
        return context.get(KEY);
    }

    void enterFirst(MdcAccess mdc) {
        first = enter(mdc);
    }

    /**
     * Makes the attempt present on the calling thread as well, for work it handed on. The caller leaves the entry on the
     * same thread.
     */
    public ThreadEntry enter(MdcAccess mdc) {
        return new ThreadEntry(telemetry.trouble(), context, entries, mdc);
    }

    /**
     * Gives the thread the attempt started on its former context and MDC values back; the attempt goes on. To be called
     * on that thread; calls after the first do nothing.
     */
    public void leave() {
        ThreadEntry entry = first;
        if (entry != null && entry.leave()) {
            first = null;
        }
    }

    /**
     * Ends the attempt: metrics, span, and the thread if it is the one it started on. The first call counts, all others
     * are ignored.
     *
     * @param message why it ended so, for people; cut at 500 characters; null if there is nothing to say
     * @param error what the handler threw; null if nothing
     */
    public void end(JobResult result, @Nullable String message, @Nullable Throwable error) {
        if (ended.compareAndSet(false, true)) {
            measure(result);
            telemetry.spans().close(Span.fromContext(context), result, message, error);
        }
        ThreadEntry entry = first;
        if (entry != null && entry.isHere()) {
            leave();
        }
    }

    private void measure(JobResult result) {
        try {
            long durationNanos = telemetry.monotonicNanos() - startedNanos;
            telemetry.instruments().ended(invocation, result, durationNanos, context);
        } catch (Throwable failed) {
            telemetry.trouble().report("end not measured", failed);
        }
    }

    public boolean hasEnded() {
        return ended.get();
    }

    public JobInvocation invocation() {
        return invocation;
    }

    /** What has made the run's span, for those of the calls that go out of it; null if nobody wants them. */
    public @Nullable Tracer callTracer() {
        return telemetry.wantsCallSpans() ? telemetry.tracer() : null;
    }

    /** Whether the lines it logs may be exported by whoever records it. */
    public boolean wantsLogLines() {
        return telemetry.wantsLogLines();
    }

    /** What its log lines are to say of the job: those of the span's attributes that a line is looked for by. */
    public Attributes logAttributes() {
        AttributesBuilder attributes = Attributes.builder()
                .put(JobAttributes.JOB_NAME, invocation.jobName())
                .put(JobAttributes.EXECUTION_ID, invocation.executionId())
                .put(JobAttributes.ATTEMPT, invocation.attempt());
        if (invocation.shardTotal() != JobInvocation.UNKNOWN) {
            attributes
                    .put(JobAttributes.SHARD_INDEX, invocation.shardIndex())
                    .put(JobAttributes.SHARD_TOTAL, invocation.shardTotal());
        }
        return attributes.build();
    }

    /** The context the handler runs in: the run span, the request's baggage and this scope. */
    public Context context() {
        return context;
    }

    /** The run span's ids; always valid, also while telemetry is off. */
    public SpanContext spanContext() {
        return Span.fromContext(context).getSpanContext();
    }

    /** What stands in the MDC on the run's thread, for log events beyond it. */
    public MdcEntries mdcEntries() {
        return entries;
    }
}
