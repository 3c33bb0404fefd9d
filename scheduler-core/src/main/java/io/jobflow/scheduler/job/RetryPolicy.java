package io.jobflow.scheduler.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How often and after what wait a failed shard is tried again.
 *
 * @param maxAttempts attempts in all, 1 to 100; 1 means at most once
 * @param initialDelay wait before the second attempt; not negative
 * @param maxDelay no wait is longer, jitter included, and a longer {@code Retry-After} is cut to it
 * @param jitter share of the wait that is drawn at random, 0 to 1: a wait of 10 s with 0.2 lies in 8 to 12 s
 * @param retryOn where it is not empty, only failures that it names are tried again; what was rejected or lost is no
 *     failure in this sense
 * @param noRetryOn what is never tried again, whatever {@code retryOn} says
 * @param giveUpAfter no attempt of a shard starts later than this after its first; null when only {@code maxAttempts}
 *     bounds them. A retry or redrive by a person begins anew
 */
public record RetryPolicy(
        int maxAttempts,
        Backoff backoff,
        Duration initialDelay,
        Duration maxDelay,
        double jitter,
        List<RetryRule> retryOn,
        List<RetryRule> noRetryOn,
        @Nullable Duration giveUpAfter) {

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
        retryOn = List.copyOf(retryOn);
        noRetryOn = List.copyOf(noRetryOn);
    }

    /** A policy by which the outcome alone says what is tried again. */
    public RetryPolicy(int maxAttempts, Backoff backoff, Duration initialDelay, Duration maxDelay, double jitter) {
        this(maxAttempts, backoff, initialDelay, maxDelay, jitter, List.of(), List.of(), null);
    }

    /** This policy with rules for what is tried again. */
    public RetryPolicy withRules(List<RetryRule> on, List<RetryRule> notOn) {
        return new RetryPolicy(maxAttempts, backoff, initialDelay, maxDelay, jitter, on, notOn, giveUpAfter);
    }

    /** This policy with a bound on the time that all attempts of a shard may take. */
    public RetryPolicy withGiveUpAfter(@Nullable Duration bound) {
        return new RetryPolicy(maxAttempts, backoff, initialDelay, maxDelay, jitter, retryOn, noRetryOn, bound);
    }

    /** The first rule of a list that names a failure; the parameters are those of {@link RetryRule#matches}. */
    public static Optional<RetryRule> firstOf(
            List<RetryRule> rules, @Nullable Integer httpStatus, String result, @Nullable String error) {
        return rules.stream()
                .filter(rule -> rule.matches(httpStatus, result, error))
                .findFirst();
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
