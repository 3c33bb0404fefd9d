package io.jobflow.benchmarks.compare;

import io.jobflow.scheduler.time.SystemTime;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that can be held an hour behind, so that jobs that are due already can be stored without being fired. */
final class HeldClock implements TimeSource {

    private final TimeSource time = new SystemTime();
    private volatile Duration behind = Duration.ZERO;

    void hold() {
        behind = Duration.ofHours(1);
    }

    void release() {
        behind = Duration.ZERO;
    }

    @Override
    public Instant now() {
        return time.now().minus(behind);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }
}
