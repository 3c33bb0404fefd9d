package io.jobflow.benchmarks.compare;

import io.jobflow.scheduler.time.SystemTime;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that is an hour behind, so that a job that is due already can be stored without being fired. */
final class SlowClock implements TimeSource {

    private final TimeSource time = new SystemTime();

    @Override
    public Instant now() {
        return time.now().minus(Duration.ofHours(1));
    }

    @Override
    public long nanos() {
        return time.nanos();
    }
}
