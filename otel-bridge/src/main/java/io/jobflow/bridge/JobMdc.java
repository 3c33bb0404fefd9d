package io.jobflow.bridge;

/** The logging MDC keys that are filled while an attempt runs (defaults). */
public final class JobMdc {

    public static final String TRACE_ID = "traceId";
    public static final String SPAN_ID = "spanId";
    public static final String JOB_NAME = "jobName";
    public static final String EXECUTION_ID = "executionId";
    public static final String ATTEMPT = "attempt";
    public static final String SHARD_INDEX = "shardIndex";
    public static final String SHARD_TOTAL = "shardTotal";

    private JobMdc() {}
}
