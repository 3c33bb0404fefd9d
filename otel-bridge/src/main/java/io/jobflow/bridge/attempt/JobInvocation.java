package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobHeaders;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * What a job request's headers say, checked: everything in here is bounded in length, free of control characters and fit
 * for MDC, attributes and labels. Immutable; safe for use by any thread.
 */
public final class JobInvocation {

    /** Stands for a number or an instant which the request did not tell, or not properly. */
    public static final long UNKNOWN = HeaderText.NONE;

    private final boolean local;
    private final String jobName;
    private final String executionId;
    private final int attempt;
    private final int shardIndex;
    private final int shardTotal;
    private final @Nullable String fireTime;
    private final long fireTimeMillis;
    private final long deadlineMillis;
    private final long fencingToken;
    private final SpanContext remoteParent;
    private final Baggage baggage;

    private JobInvocation(String jobName, String executionId, int attempt, HeaderSource headers) {
        this.local = false;
        this.jobName = jobName;
        this.executionId = executionId;
        this.attempt = attempt;
        int index = HeaderText.smallNumber(headers.first(JobHeaders.SHARD_INDEX));
        int total = HeaderText.smallNumber(headers.first(JobHeaders.SHARD_TOTAL));
        // The two only mean something together.
        boolean sharded = index >= 0 && index < total;
        this.shardIndex = sharded ? index : (int) UNKNOWN;
        this.shardTotal = sharded ? total : (int) UNKNOWN;
        String fireTimeText = headers.first(JobHeaders.FIRE_TIME);
        this.fireTimeMillis = HeaderText.instantMillis(fireTimeText);
        this.fireTime = fireTimeMillis == UNKNOWN ? null : fireTimeText;
        this.deadlineMillis = HeaderText.instantMillis(headers.first(JobHeaders.DEADLINE));
        this.fencingToken = HeaderText.number(headers.first(JobHeaders.FENCING_TOKEN));
        this.remoteParent = RequestContext.remoteParent(headers);
        this.baggage = RequestContext.baggage(headers);
    }

    private JobInvocation(String jobName, String executionId) {
        this.local = true;
        this.jobName = jobName;
        this.executionId = executionId;
        this.attempt = 1;
        this.shardIndex = (int) UNKNOWN;
        this.shardTotal = (int) UNKNOWN;
        this.fireTime = null;
        this.fireTimeMillis = UNKNOWN;
        this.deadlineMillis = UNKNOWN;
        this.fencingToken = UNKNOWN;
        this.remoteParent = SpanContext.getInvalid();
        this.baggage = Baggage.empty();
    }

    /**
     * What is known of a run that no request asked for: the first attempt of an execution of its own.
     *
     * @param jobName fit for labels
     * @param executionId the first 16 digits of its trace id, as the scheduler's are
     */
    static JobInvocation local(String jobName, String executionId) {
        return new JobInvocation(jobName, executionId);
    }

    /**
     * Reads a request. An ordinary request costs one header look-up.
     *
     * @return null if this is no job request: job, execution and attempt are not all there, each valid. Other headers
     *     that are not valid count as absent.
     */
    public static @Nullable JobInvocation read(HeaderSource headers) {
        String jobName = headers.first(JobHeaders.JOB);
        if (jobName == null || !HeaderText.isJobName(jobName)) {
            return null;
        }
        String executionId = headers.first(JobHeaders.EXECUTION);
        int attempt = HeaderText.smallNumber(headers.first(JobHeaders.ATTEMPT));
        if (executionId == null || !HeaderText.isExecutionId(executionId) || attempt < 1) {
            return null;
        }
        return new JobInvocation(jobName, executionId, attempt, headers);
    }

    /** Whether no request asked for this. */
    public boolean isLocal() {
        return local;
    }

    public String jobName() {
        return jobName;
    }

    public String executionId() {
        return executionId;
    }

    /** From 1. */
    public int attempt() {
        return attempt;
    }

    /** From 0; {@link #UNKNOWN} where index and total were not both told. */
    public int shardIndex() {
        return shardIndex;
    }

    /** From 1; {@link #UNKNOWN} where index and total were not both told. */
    public int shardTotal() {
        return shardTotal;
    }

    /** The fire time as it was sent, ISO-8601 in UTC; null if unknown. */
    public @Nullable String fireTime() {
        return fireTime;
    }

    /** The fire time in epoch milliseconds, or {@link #UNKNOWN}. */
    public long fireTimeMillis() {
        return fireTimeMillis;
    }

    /** The instant after which the scheduler stops waiting, in epoch milliseconds, or {@link #UNKNOWN}. */
    public long deadlineMillis() {
        return deadlineMillis;
    }

    /** From 0, or {@link #UNKNOWN}. */
    public long fencingToken() {
        return fencingToken;
    }

    /**
     * The parent which the request names: its {@code traceparent}, else one made up in the trace of {@code X-Trace-Id};
     * invalid if the request names no trace.
     */
    public SpanContext remoteParent() {
        return remoteParent;
    }

    /** The request's baggage; empty if it brought none. */
    public Baggage baggage() {
        return baggage;
    }
}
