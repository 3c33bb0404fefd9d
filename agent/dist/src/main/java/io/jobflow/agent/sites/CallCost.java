package io.jobflow.agent.sites;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What one method of the door costs: one call in 64 is timed, and as long as calls are slow, every one. Safe for use by
 * any thread.
 */
public final class CallCost {

    /** Upper bounds of the classes of durations; the last class has none. */
    public static final long[] BOUNDS_NANOS = {
        TimeUnit.MICROSECONDS.toNanos(1),
        TimeUnit.MICROSECONDS.toNanos(10),
        TimeUnit.MICROSECONDS.toNanos(100),
        TimeUnit.MILLISECONDS.toNanos(1),
        TimeUnit.MILLISECONDS.toNanos(10),
    };

    /** So many slow calls one after the other are no pause of the collector, and no busy machine, any more. */
    static final int SLOW_IN_A_ROW = 20;

    private static final int ONE_IN = 64;

    private final String call;
    private final long limitNanos;
    private final AtomicInteger slowInARow = new AtomicInteger();
    private final AtomicLongArray timed = new AtomicLongArray(BOUNDS_NANOS.length + 1);
    private final AtomicLongArray total = new AtomicLongArray(1);

    /** @param limitNanos 0 for none */
    CallCost(String call, long limitNanos) {
        this.call = call;
        this.limitNanos = limitNanos;
    }

    /** Whether this call is to be timed. */
    boolean isTimed() {
        return slowInARow.get() > 0 || ThreadLocalRandom.current().nextInt(ONE_IN) == 0;
    }

    /** Whether it cost too much for too long; true once in a row. */
    boolean took(long nanos) {
        timed.incrementAndGet(classOf(nanos));
        total.addAndGet(0, nanos);
        if (limitNanos == 0 || nanos <= limitNanos) {
            slowInARow.set(0);
            return false;
        }
        return slowInARow.incrementAndGet() == SLOW_IN_A_ROW;
    }

    private static int classOf(long nanos) {
        int index = 0;
        while (index < BOUNDS_NANOS.length && nanos > BOUNDS_NANOS[index]) {
            index++;
        }
        return index;
    }

    /** The name of the door's method. */
    public String call() {
        return call;
    }

    /** How many calls were timed. */
    public long count() {
        long count = 0;
        for (int index = 0; index < timed.length(); index++) {
            count += timed.get(index);
        }
        return count;
    }

    /** How many of the timed calls fell into each class of {@link #BOUNDS_NANOS}. */
    public long[] classes() {
        long[] classes = new long[timed.length()];
        for (int index = 0; index < classes.length; index++) {
            classes[index] = timed.get(index);
        }
        return classes;
    }

    /** The mean of the timed calls; 0 if there was none. */
    public long meanNanos() {
        long count = count();
        return count == 0 ? 0 : total.get(0) / count;
    }
}
