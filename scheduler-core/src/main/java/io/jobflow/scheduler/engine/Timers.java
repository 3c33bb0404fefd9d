package io.jobflow.scheduler.engine;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What is to be done later, by the monotonic clock: a wall clock that jumps neither hurries nor delays it. Equal times
 * run in the order they were set. Confined to the engine's thread.
 */
final class Timers {

    /** One thing to be done. */
    record Timer(long atNanos, long sequence, Runnable action) {}

    private final TreeSet<Timer> queue = new TreeSet<>(Timers::compare);
    private long sequence;

    /** The monotonic clock may begin anywhere and run over, so only differences are looked at. */
    private static int compare(Timer a, Timer b) {
        long difference = a.atNanos - b.atNanos;
        return difference != 0 ? Long.signum(difference) : Long.compare(a.sequence, b.sequence);
    }

    Timer at(long nanos, Runnable action) {
        Timer timer = new Timer(nanos, sequence++, action);
        queue.add(timer);
        return timer;
    }

    /** Takes a timer back; one that has run already stays as it is. */
    void cancel(Timer timer) {
        queue.remove(timer);
    }

    void runDue(long nowNanos) {
        while (!queue.isEmpty() && queue.first().atNanos - nowNanos <= 0) {
            Timer head = queue.first();
            queue.remove(head);
            head.action.run();
        }
    }

    /** When the next action is due, in monotonic nanoseconds. */
    OptionalLong next() {
        return queue.isEmpty() ? OptionalLong.empty() : OptionalLong.of(queue.first().atNanos);
    }
}
