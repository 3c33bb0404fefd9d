package io.jobflow.scheduler.schedule;

import io.jobflow.scheduler.time.GivenTime;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * A single fire.
 *
 * @param at the fire time in the zone or offset in which it was given, in the years 1970 to 9999
 */
public record OneTimeSchedule(ZonedDateTime at) implements Schedule {

    public OneTimeSchedule {
        if (!GivenTime.isInBounds(at.toInstant())) {
            throw new IllegalArgumentException(
                    "Fire time is \"" + at + "\" (expected " + GivenTime.EXPECTED_INSTANT + ").");
        }
    }

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        return Optional.of(at.toInstant()).filter(time -> time.isAfter(after));
    }

    @Override
    public ZoneId dayZone() {
        return at.getZone();
    }
}
