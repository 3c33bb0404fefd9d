package io.jobflow.scheduler.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's clocks; instants are cut to milliseconds, which is what the store keeps. */
public final class SystemTime implements TimeSource {

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
