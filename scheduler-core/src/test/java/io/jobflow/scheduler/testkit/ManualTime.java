package io.jobflow.scheduler.testkit;

import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** Clocks that move only when a test moves them; the wall clock can also be set on its own. */
public final class ManualTime implements TimeSource {

    private Instant wall;
    private long nanos = 1_000_000_000L;

    public ManualTime(Instant start) {
        wall = start;
    }

    @Override
    public synchronized Instant now() {
        return wall;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    public synchronized void advance(Duration duration) {
        wall = wall.plus(duration);
        nanos += duration.toNanos();
    }

    /** Sets the wall clock as an administrator or NTP would; the monotonic clock does not notice. */
    public synchronized void setWall(Instant instant) {
        wall = instant;
    }
}
