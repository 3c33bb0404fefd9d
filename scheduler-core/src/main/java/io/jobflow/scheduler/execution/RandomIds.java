package io.jobflow.scheduler.execution;

import io.jobflow.scheduler.time.TimeSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Ids from a clock and a source of randomness. An execution id is 43 bits of epoch milliseconds and a 20-bit counter
 * that begins at a random place each millisecond; a clock that goes back does not take the ids back with it.
 */
public final class RandomIds implements Ids {

    private static final HexFormat HEX = HexFormat.of();
    private static final int COUNTER_BITS = ExecutionId.COUNTER_BITS;
    private static final int COUNTER_START_BOUND = 1 << (COUNTER_BITS - 1);

    private final TimeSource time;
    private final RandomGenerator random;
    private long last;

    /**
     * Creates a source of ids.
     *
     * @param random unpredictable in production, seeded in tests
     * @param floor ids are greater than this one: the greatest id the store holds, 0 when it holds none
     */
    public RandomIds(TimeSource time, RandomGenerator random, long floor) {
        this.time = time;
        this.random = random;
        this.last = floor;
    }

    @Override
    public ExecutionId executionId() {
        long fresh = time.now().toEpochMilli() << COUNTER_BITS | random.nextInt(COUNTER_START_BOUND);
        last = fresh >>> COUNTER_BITS > last >>> COUNTER_BITS ? fresh : last + 1;
        return new ExecutionId(last);
    }

    @Override
    public String traceId(ExecutionId execution) {
        return execution.toTracePrefix() + hex(nonZero());
    }

    @Override
    public String spanId() {
        return hex(nonZero());
    }

    @Override
    public double random() {
        return random.nextDouble();
    }

    private long nonZero() {
        long value = random.nextLong();
        return value == 0 ? 1 : value;
    }

    private static String hex(long value) {
        return HEX.toHexDigits(value);
    }
}
