package io.jobflow.scheduler.job;

import java.time.Duration;

/**
 * How often and after what wait a failed shard is tried again.
 *
 * @param maxAttempts attempts in all, 1 to 100; 1 means at most once
 * @param initialDelay wait before the second attempt; not negative
 * @param maxDelay no wait is longer, jitter included, and a longer {@code Retry-After} is cut to it
 * @param jitter share of the wait that is drawn at random, 0 to 1: a wait of 10 s with 0.2 lies in 8 to 12 s
 */
public record RetryPolicy(int maxAttempts, Backoff backoff, Duration initialDelay, Duration maxDelay, double jitter) {

    /** How the wait grows. */
    public enum Backoff {
        /** The same wait each time. */
        FIXED,
        /** Twice the wait each time. */
        EXPONENTIAL
    }

    /** Three attempts, exponential from 1 s to 5 min, jitter 0.2. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(3, Backoff.EXPONENTIAL, Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2);

    public RetryPolicy {
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw new IllegalArgumentException("maxAttempts " + maxAttempts + " is not in 1..100");
        }
        if (initialDelay.isNegative() || maxDelay.compareTo(initialDelay) < 0) {
            throw new IllegalArgumentException(
                    "initialDelay " + initialDelay + " is not between 0 and maxDelay " + maxDelay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter " + jitter + " is not in 0..1");
        }
    }

    /**
     * The wait after a number of failures.
     *
     * @param failures how many counted attempts have failed, at least 1
     * @param random a number in 0 (inclusive) to 1 (exclusive) that places the wait within the jitter
     */
    public Duration delayAfter(int failures, double random) {
        double millis = initialDelay.toMillis();
        if (backoff == Backoff.EXPONENTIAL) {
            millis *= Math.pow(2, Math.min(failures - 1, 62));
        }
        millis = Math.min(millis, maxDelay.toMillis());
        millis *= 1 + jitter * (2 * random - 1);
        return Duration.ofMillis((long) Math.min(millis, maxDelay.toMillis()));
    }
}
