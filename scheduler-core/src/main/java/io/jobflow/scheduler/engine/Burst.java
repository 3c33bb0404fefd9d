package io.jobflow.scheduler.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A time in which requests leave one after another as slots come free, with nothing to be written before them. For a short
 * while everything that can wait does: planning ahead, and writing down how attempts went. Confined to the engine's thread.
 */
final class Burst {

    /** So late may an outcome become durable that was heard in a burst. */
    private static final long LONGEST_NANOS = Duration.ofMillis(200).toNanos();

    private boolean on;
    private long fromNanos;

    /** Hears after each step whether requests wait for nothing but an answer to an earlier one. */
    void look(boolean requestsWaitForSlots, long nanos) {
        if (requestsWaitForSlots && !on) {
            fromNanos = nanos;
        }
        on = requestsWaitForSlots;
    }

    boolean goesFirst(long nanos) {
        return on && nanos - fromNanos < LONGEST_NANOS;
    }

    /** How long it goes first at most; null when it does not. */
    @Nullable Duration untilOver(long nanos) {
        return goesFirst(nanos) ? Duration.ofNanos(LONGEST_NANOS - (nanos - fromNanos)) : null;
    }
}
