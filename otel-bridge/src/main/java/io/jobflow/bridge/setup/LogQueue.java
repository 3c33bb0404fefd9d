package io.jobflow.bridge.setup;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lines that wait for their export. Where they are too many, the oldest is dropped and counted: what was logged last
 * says most about what is wrong. Bounded by the number of lines and by that of their characters. Adding takes no lock and
 * waits for nobody. Safe for use by any thread.
 */
public final class LogQueue {

    /** About 8 MB at most, with many long stack traces twice that. */
    private static final long MOST_CHARS = 4L << 20;

    private final int capacity;
    private final Queue<LogLine> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong chars = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final int wakeAt;
    private final Runnable wake;

    /**
     * @param capacity how many lines wait at most
     * @param wake is run by whoever adds the line that makes it this many
     */
    LogQueue(int capacity, int wakeAt, Runnable wake) {
        this.capacity = capacity;
        this.wakeAt = wakeAt;
        this.wake = wake;
    }

    /** The line is exported some time, or dropped. */
    public void add(LogLine line) {
        lines.add(line);
        int count = waiting.incrementAndGet();
        chars.addAndGet(line.chars);
        while ((waiting.get() > capacity || chars.get() > MOST_CHARS) && dropOldest()) {
            // until they fit
        }
        if (count == wakeAt) {
            wake.run();
        }
    }

    private boolean dropOldest() {
        boolean any = take() != null;
        if (any) {
            dropped.incrementAndGet();
        }
        return any;
    }

    /** The oldest line; null if none waits. */
    @Nullable LogLine take() {
        LogLine line = lines.poll();
        if (line != null) {
            waiting.decrementAndGet();
            chars.addAndGet(-line.chars);
        }
        return line;
    }

    /** Puts what was thrown into words, for all lines that wait. */
    void renderThrown() {
        for (LogLine line : lines) {
            line.renderThrown();
        }
    }

    int waiting() {
        return waiting.get();
    }

    /** So many were handed to the back end, which did not take them. */
    void lost(int count) {
        dropped.addAndGet(count);
    }

    /** How many lines no back end got. */
    public long dropped() {
        return dropped.get();
    }
}
