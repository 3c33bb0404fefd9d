package io.jobflow.scheduler.execution;

/**
 * A number that only grows for one lock key: whoever holds a smaller one holds nothing any more.
 *
 * @param value positive
 */
public record FencingToken(long value) implements Comparable<FencingToken> {

    private static final int COUNTER_BITS = 40;

    /**
     * The token of an attempt: the epoch decides, and within one epoch a counter.
     *
     * @param counter from 1, growing, below 2^40
     */
    public static FencingToken of(Epoch epoch, long counter) {
        return new FencingToken(epoch.value() << COUNTER_BITS | counter);
    }

    @Override
    public int compareTo(FencingToken other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
