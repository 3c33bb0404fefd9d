package io.jobflow.scheduler.schedule;

import io.jobflow.scheduler.time.GivenTime;
import java.time.Instant;
import java.util.Optional;

/**
 * A single fire.
 *
 * @param at the fire time, in the years 1970 to 9999
 */
public record OneTimeSchedule(Instant at) implements Schedule {

    public OneTimeSchedule {
        if (!GivenTime.isInBounds(at)) {
            throw new IllegalArgumentException(
                    "Fire time is \"" + at + "\" (expected " + GivenTime.EXPECTED_INSTANT + ").");
        }
    }

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        return at.isAfter(after) ? Optional.of(at) : Optional.empty();
    }
}
