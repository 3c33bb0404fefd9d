package io.jobflow.scheduler.sim;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time, and what happens at it. Events run in the order of their times; those of the same time in an order drawn
 * from the seed.
 */
final class SimScheduler {

    private record Planned(long atNanos, int tie, long sequence, Runnable action) implements Comparable<Planned> {

        @Override
        public int compareTo(Planned other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            int byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Planned> queue = new PriorityQueue<>();
    private final SplittableRandom ties;
    private final long maxEvents;
    private long nowNanos;
    private long sequence;
    private long events;

    SimScheduler(SplittableRandom ties, long maxEvents) {
        this.ties = ties;
        this.maxEvents = maxEvents;
    }

    /** Simulated time since the world began. */
    Duration now() {
        return Duration.ofNanos(nowNanos);
    }

    long nowNanos() {
        return nowNanos;
    }

    /** How many events have run. */
    long events() {
        return events;
    }

    void after(Duration wait, Runnable action) {
        long at = nowNanos + Math.max(0, wait.toNanos());
        queue.add(new Planned(at, ties.nextInt(), sequence++, action));
    }

    /** Runs what happens up to a time, and goes to it. */
    void runUntil(Duration end) {
        long endNanos = end.toNanos();
        while (!queue.isEmpty() && queue.peek().atNanos() <= endNanos) {
            Planned next = queue.remove();
            nowNanos = next.atNanos();
            if (++events > maxEvents) {
                throw new IllegalStateException(maxEvents + " events were not enough; does something run for ever?");
            }
            next.action().run();
        }
        nowNanos = endNanos;
    }
}
