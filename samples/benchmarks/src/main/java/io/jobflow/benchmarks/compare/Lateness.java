package io.jobflow.benchmarks.compare;

import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** How late things happened after the fire time they belong to. Safe for use by many threads; reading needs a pause. */
final class Lateness {

    private static final int CAPACITY = 2_000_000;

    private final AtomicInteger size = new AtomicInteger();
    private final long[] fireMillis = new long[CAPACITY];
    private final long[] atMicros = new long[CAPACITY];

    void record(long fire) {
        long now = Clocks.nowMicros();
        int slot = size.getAndIncrement();
        if (slot < CAPACITY) {
            fireMillis[slot] = fire;
            atMicros[slot] = now;
        }
    }

    int count() {
        return Math.min(size.get(), CAPACITY);
    }

    void clear() {
        size.set(0);
    }

    /** What was recorded of fire times from one instant (inclusive) to another (exclusive). */
    Figures figures(Instant from, Instant to) {
        long first = from.toEpochMilli();
        long end = to.toEpochMilli();
        long[] late = new long[count()];
        int n = 0;
        for (int i = 0; i < late.length; i++) {
            if (fireMillis[i] >= first && fireMillis[i] < end) {
                late[n++] = atMicros[i] - fireMillis[i] * 1_000;
            }
        }
        long[] sorted = Arrays.copyOf(late, n);
        Arrays.sort(sorted);
        return new Figures(
                n, quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99), quantile(sorted, 1));
    }

    /** When the first of all was recorded, in microseconds since 1970. */
    long firstMicros() {
        return Arrays.stream(atMicros, 0, count()).min().orElse(0);
    }

    private static long quantile(long[] sorted, double share) {
        return sorted.length == 0 ? -1 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** Quantiles in microseconds; -1 when nothing was recorded. */
    record Figures(int count, long p50, long p95, long p99, long max) {

        String text() {
            return "count=" + count + " p50=" + p50 + " p95=" + p95 + " p99=" + p99 + " max=" + max;
        }

        static Figures of(Answer answer) {
            return new Figures(
                    (int) answer.number("count"),
                    answer.number("p50"),
                    answer.number("p95"),
                    answer.number("p99"),
                    answer.number("max"));
        }
    }
}
