package io.jobflow.scheduler.execution;

/** Where every id comes from, so that a test can hand out the same ones twice. Confined to the engine's thread. */
public interface Ids {

    /** A new execution id, greater than all before it. */
    ExecutionId executionId();

    /** A new trace id: 32 lower-case hex digits, not all zero. */
    String traceId();

    /** A new span id: 16 lower-case hex digits, not all zero. */
    String spanId();

    /** A number from 0 (inclusive) to 1 (exclusive), for jitter. */
    double random();
}
