package io.jobflow.scheduler.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Both clocks at one point in time.
 *
 * @param wall wall-clock time
 * @param nanos monotonic nanoseconds, as {@link TimeSource#nanos()} gives them
 */
public record Moment(Instant wall, long nanos) {

    /** The moment that lies {@code duration} later on both clocks; a negative duration lies earlier. */
    public Moment plus(Duration duration) {
        return new Moment(wall.plus(duration), nanos + duration.toNanos());
    }
}
