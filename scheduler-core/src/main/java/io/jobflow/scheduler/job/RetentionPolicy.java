package io.jobflow.scheduler.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a job's finished executions are kept. Both bounds hold: what either of them is too old for goes.
 *
 * @param maxAge since the execution's end, at least one minute; null when the scheduler's setting holds
 * @param maxCount finished executions that are kept, from 1; null when the scheduler's setting holds
 */
public record RetentionPolicy(
        @Nullable Duration maxAge, @Nullable Integer maxCount) {

    /** What the scheduler's settings say. */
    public static final RetentionPolicy DEFAULT = new RetentionPolicy(null, null);

    /** The least age that may be given. */
    public static final Duration SHORTEST_AGE = Duration.ofMinutes(1);

    /** The greatest age that may be given. */
    public static final Duration LONGEST_AGE = Duration.ofDays(36_500);

    /** The greatest count that may be given. */
    public static final int GREATEST_COUNT = 1_000_000_000;

    public RetentionPolicy {
        if (maxAge != null && (maxAge.compareTo(SHORTEST_AGE) < 0 || maxAge.compareTo(LONGEST_AGE) > 0)) {
            throw new IllegalArgumentException("retention age " + maxAge + " is not in 1m..36500d");
        }
        if (maxCount != null && (maxCount < 1 || maxCount > GREATEST_COUNT)) {
            throw new IllegalArgumentException("retention count " + maxCount + " is not in 1.." + GREATEST_COUNT);
        }
    }
}
