package io.jobflow.scheduler.job;

/**
 * What happens when a job is due while executions of it are unfinished.
 *
 * @param limit how many executions may be under way at once, 1 to 10000
 */
public record ConcurrencyPolicy(Overlap overlap, int limit) {

    /** The choices for a fire that finds the limit reached. */
    public enum Overlap {
        /** Runs side by side up to the limit, then waits like {@link #QUEUE}. */
        ALLOW,
        /** Is recorded as skipped. */
        SKIP,
        /** Waits its turn, in the order of fire times. */
        QUEUE
    }

    /** One at a time; a fire that overlaps is skipped. */
    public static final ConcurrencyPolicy DEFAULT = new ConcurrencyPolicy(Overlap.SKIP, 1);

    /** The limit of {@link Overlap#ALLOW} when the job does not say. */
    public static final int DEFAULT_ALLOW_LIMIT = 100;

    public ConcurrencyPolicy {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("concurrency limit " + limit + " is not in 1..10000");
        }
    }
}
