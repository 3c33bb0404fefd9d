package io.jobflow.scheduler.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * A single fire.
 *
 * @param at the fire time
 */
public record OneTimeSchedule(Instant at) implements Schedule {

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        return at.isAfter(after) ? Optional.of(at) : Optional.empty();
    }
}
