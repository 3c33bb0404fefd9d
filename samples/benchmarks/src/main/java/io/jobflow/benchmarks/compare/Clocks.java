package io.jobflow.benchmarks.compare;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The wall clock, which all processes of a run share. */
final class Clocks {

    private Clocks() {}

    /** Microseconds since 1970. */
    static long nowMicros() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    /** The first whole second that is at least a time away. */
    static Instant wholeSecondAfter(Duration away) {
        return Instant.ofEpochSecond(Instant.now().plus(away).getEpochSecond() + 1);
    }

    /** Returns at an instant, or at once when it has passed. */
    static void await(Instant instant) {
        Duration left;
        while (!(left = Duration.between(Instant.now(), instant)).isNegative() && !left.isZero()) {
            LockSupport.parkNanos(left.toNanos());
        }
    }
}
