package io.jobflow.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A fire every {@code interval}, counted from the job's creation, so that late fires cause no drift.
 *
 * @param interval at least {@link #MIN_INTERVAL}, in whole milliseconds
 * @param dayZone the zone whose local days a calendar speaks of
 */
public record FixedRateSchedule(Duration interval, ZoneId dayZone) implements Schedule {

    /** Shorter intervals are refused: they would be a busy loop, not a schedule. */
    public static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    public FixedRateSchedule {
        if (interval.compareTo(MIN_INTERVAL) < 0) {
            throw new IllegalArgumentException("fixed rate " + interval + " is shorter than " + MIN_INTERVAL);
        }
    }

    /** A rate whose days are those of UTC. */
    public FixedRateSchedule(Duration interval) {
        this(interval, UTC);
    }

    @Override
    public Optional<Instant> next(Instant after, Instant anchor) {
        long origin = anchor.toEpochMilli();
        long step = interval.toMillis();
        long elapsed = after.toEpochMilli() - origin;
        long steps = elapsed < 0 ? 1 : Math.floorDiv(elapsed, step) + 1;
        return Optional.of(Instant.ofEpochMilli(origin + steps * step));
    }
}
