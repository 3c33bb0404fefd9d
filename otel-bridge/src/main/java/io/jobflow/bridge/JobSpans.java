package io.jobflow.bridge;

/** Names of the three spans of an attempt: the fire, the dispatch and the run. */
public final class JobSpans {

    private JobSpans() {}

    /** Span of one execution in the scheduler, from its fire to its final state. */
    public static String fire(String job) {
        return "job " + job;
    }

    /** Span of one attempt in the scheduler (PRODUCER), from sending to settling. */
    public static String dispatch(String job) {
        return "dispatch " + job;
    }

    /** Span of one attempt in the executor (CONSUMER). */
    public static String run(String job) {
        return "run ".concat(job);
    }
}
