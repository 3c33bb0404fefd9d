package io.jobflow.scheduler.engine;

import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * What is to be done later, by the monotonic clock: a wall clock that jumps neither hurries nor delays it. A timer is
 * not cancelled; its action looks whether it still applies. Equal times run in the order they were set. Confined to the
 * engine's thread.
 */
final class Timers {

    private record Timer(long atNanos, long sequence, Runnable action) {}

    private final PriorityQueue<Timer> queue = new PriorityQueue<>(Timers::compare);
    private long sequence;

    private static int compare(Timer a, Timer b) {
        long difference = a.atNanos - b.atNanos;
        return difference != 0 ? Long.signum(difference) : Long.compare(a.sequence, b.sequence);
    }

    void at(long nanos, Runnable action) {
        queue.add(new Timer(nanos, sequence++, action));
    }

    void runDue(long nowNanos) {
        Timer head;
        while ((head = queue.peek()) != null && head.atNanos - nowNanos <= 0) {
            queue.remove();
            head.action.run();
        }
    }

    /** When the next action is due, in monotonic nanoseconds. */
    OptionalLong next() {
        Timer head = queue.peek();
        return head == null ? OptionalLong.empty() : OptionalLong.of(head.atNanos);
    }
}
