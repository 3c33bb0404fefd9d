package io.jobflow.scheduler.execution;

/** Where every id comes from, so that a test can hand out the same ones twice. Confined to the engine's thread. */
public interface Ids {

    /** A new execution id, greater than all before it. */
    ExecutionId executionId();

    /**
     * A trace id for an execution: 32 lower-case hex digits. The first 16 are the execution's id, so that the execution is
     * found by it without an index of trace ids; the others are random and not all zero.
     */
    String traceId(ExecutionId execution);

    /** A new span id: 16 lower-case hex digits, not all zero. */
    String spanId();

    /** A number from 0 (inclusive) to 1 (exclusive), for jitter. */
    double random();
}
