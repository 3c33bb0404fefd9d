package io.jobflow.scheduler.job;

/**
 * What happens when a job is due while executions of it are unfinished.
 *
 * @param limit how many executions may be under way at once, 1 to 10000
 * @param maxQueued how many executions may wait their turn, 1 to 1000000; one more is recorded as skipped
 */
public record ConcurrencyPolicy(Overlap overlap, int limit, int maxQueued) {

    /** The choices for a fire that finds the limit reached. */
    public enum Overlap {
        /** Runs side by side up to the limit, then waits like {@link #QUEUE}. */
        ALLOW,
        /** Is recorded as skipped. */
        SKIP,
        /** Waits its turn; the execution that was made first goes first. */
        QUEUE,
        /**
         * Cancels the oldest execution under way and starts when that has ended, or its attempts' deadlines have passed;
         * one that waits for this already is recorded as skipped.
         */
        REPLACE
    }

    /** One at a time; a fire that overlaps is skipped. */
    public static final ConcurrencyPolicy DEFAULT = new ConcurrencyPolicy(Overlap.SKIP, 1);

    /** The limit of {@link Overlap#ALLOW} when the job does not say. */
    public static final int DEFAULT_ALLOW_LIMIT = 100;

    /** How many executions may wait when the job does not say. */
    public static final int DEFAULT_MAX_QUEUED = 1_000;

    /** The most that a job may let wait. */
    public static final int GREATEST_MAX_QUEUED = 1_000_000;

    public ConcurrencyPolicy {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("concurrency limit " + limit + " is not in 1..10000");
        }
        if (maxQueued < 1 || maxQueued > GREATEST_MAX_QUEUED) {
            throw new IllegalArgumentException("maxQueued " + maxQueued + " is not in 1.." + GREATEST_MAX_QUEUED);
        }
    }

    /** A policy with the usual bound on what waits. */
    public ConcurrencyPolicy(Overlap overlap, int limit) {
        this(overlap, limit, DEFAULT_MAX_QUEUED);
    }
}
