package io.jobflow.scheduler.schedule;

import java.time.Instant;
import java.util.Optional;

/** Never due by itself: the job runs only when somebody triggers it. */
public record ManualSchedule() implements Schedule {

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        return Optional.empty();
    }
}
