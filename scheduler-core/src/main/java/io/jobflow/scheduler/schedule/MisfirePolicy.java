package io.jobflow.scheduler.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of fire times that were missed, because no scheduler was running or it was too busy.
 *
 * @param action what to do with fire times that are later than {@code threshold}
 * @param threshold how late a fire may be and still count as on time; not negative
 * @param maxCatchUp how many missed fire times {@link Action#CATCH_UP} runs at most, the newest ones; 1 to 10000
 * @param window fire times longer ago than this are not run; null for no bound, otherwise not below the threshold
 */
public record MisfirePolicy(
        Action action,
        Duration threshold,
        int maxCatchUp,
        @Nullable Duration window) {

    /** The choices. A fire time that is not run leaves a record all the same. */
    public enum Action {
        /** Runs none of the missed fire times. */
        SKIP,
        /** Runs the newest missed fire time, unless a fire that is still on time runs anyway. */
        FIRE_ONCE,
        /** Runs the missed fire times one after another, oldest first. */
        CATCH_UP
    }

    /** Fire once, with a threshold of one minute. */
    public static final MisfirePolicy DEFAULT = new MisfirePolicy(Action.FIRE_ONCE, Duration.ofSeconds(60), 100);

    /** A policy that looks back without bound. */
    public MisfirePolicy(Action action, Duration threshold, int maxCatchUp) {
        this(action, threshold, maxCatchUp, null);
    }

    public MisfirePolicy {
        if (window != null && window.compareTo(threshold) < 0) {
            throw new IllegalArgumentException("misfire window " + window + " is below the threshold " + threshold);
        }
        if (threshold.isNegative()) {
            throw new IllegalArgumentException("misfire threshold " + threshold + " is negative");
        }
        if (maxCatchUp < 1 || maxCatchUp > 10_000) {
            throw new IllegalArgumentException("maxCatchUp " + maxCatchUp + " is not in 1..10000");
        }
    }
}
