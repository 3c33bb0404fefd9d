package io.jobflow.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A fire {@code delay} after the end of the one before, however that ended; the first one a delay after the job was
 * created or switched on.
 *
 * @param delay at least {@link FixedRateSchedule#MIN_INTERVAL}, in whole milliseconds
 * @param dayZone the zone whose local days a calendar speaks of
 */
public record FixedDelaySchedule(Duration delay, ZoneId dayZone) implements Schedule {

    public FixedDelaySchedule {
        if (delay.compareTo(FixedRateSchedule.MIN_INTERVAL) < 0) {
            throw new IllegalArgumentException(
                    "fixed delay " + delay + " is shorter than " + FixedRateSchedule.MIN_INTERVAL);
        }
    }

    /** A delay whose days are those of UTC. */
    public FixedDelaySchedule(Duration delay) {
        this(delay, UTC);
    }

    /** One delay after {@code after}, which is the end that the fire counts from. */
    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        return Optional.of(after.truncatedTo(ChronoUnit.MILLIS).plus(delay));
    }

    @Override
    public boolean awaitsEnd() {
        return true;
    }
}
