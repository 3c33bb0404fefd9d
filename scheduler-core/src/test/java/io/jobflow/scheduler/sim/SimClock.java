package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clocks of one machine: they run a little fast or slow, the wall clock can be set, and the monotonic one begins
 * anywhere and never goes back. Like the real ones, the wall clock shows whole milliseconds.
 */
final class SimClock implements TimeSource {

    private static final long MILLION = 1_000_000;

    private final SimScheduler scheduler;
    private final Instant start;
    private final long origin;
    private final long driftPpm;
    private Duration offset = Duration.ZERO;

    /**
     * Creates clocks.
     *
     * @param driftPpm how many microseconds it gains in a second
     */
    SimClock(SimScheduler scheduler, Instant start, long origin, long driftPpm) {
        this.scheduler = scheduler;
        this.start = start;
        this.origin = origin;
        this.driftPpm = driftPpm;
    }

    private long elapsedNanos() {
        long real = scheduler.nowNanos();
        return real + real / MILLION * driftPpm;
    }

    @Override
    public Instant now() {
        return start.plusNanos(elapsedNanos()).plus(offset).truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public long nanos() {
        return origin + elapsedNanos();
    }

    /** Sets the wall clock on by so much, or back. */
    void jump(Duration by) {
        offset = offset.plus(by);
    }

    /** Sets the wall clock right again. */
    Duration correct() {
        Duration back = offset.negated();
        offset = Duration.ZERO;
        return back;
    }

    /** How long the world must go on until this clock has run for so long. */
    Duration real(Duration here) {
        long nanos = here.toNanos();
        return Duration.ofNanos(nanos - nanos / MILLION * driftPpm + Math.abs(driftPpm) + 1_000);
    }
}
