package io.jobflow.scheduler.execution;

import java.util.Optional;

/**
 * The id of an execution: a positive number that grows with time, written as 13 characters of Crockford's base 32 in
 * lower case ({@code 0-9 a-z} without {@code i l o u}), so that text order is age order too.
 *
 * @param value positive
 */
public record ExecutionId(long value) implements Comparable<ExecutionId> {

    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int LENGTH = 13;

    public ExecutionId {
        if (value <= 0) {
            throw new IllegalArgumentException("execution id " + value + " is not positive");
        }
    }

    /** Reads the text form; empty when the text cannot be an id. */
    public static Optional<ExecutionId> parse(String text) {
        if (text.length() != LENGTH || text.charAt(0) > '7') {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < LENGTH; i++) {
            int digit = DIGITS.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value << 5 | digit;
        }
        return value > 0 ? Optional.of(new ExecutionId(value)) : Optional.empty();
    }

    @Override
    public int compareTo(ExecutionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        char[] text = new char[LENGTH];
        long rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new String(text);
    }
}
