package io.jobflow.scheduler.time;

import java.time.Instant;

/**
 * The only door through which the scheduler reads a clock. Implementations are safe for use by many threads.
 *
 * <p>Two clocks, because they answer different questions: the wall clock says <em>when</em> something is due and what is
 * written down; the monotonic clock measures <em>how long</em> something has taken and never goes back.
 */
public interface TimeSource {

    /** Wall-clock time, which people and other machines share; it may jump in either direction. */
    Instant now();

    /** Monotonic nanoseconds from an arbitrary origin; only differences mean anything. */
    long nanos();

    /** Both clocks, read together. */
    default Moment moment() {
        return new Moment(now(), nanos());
    }
}
