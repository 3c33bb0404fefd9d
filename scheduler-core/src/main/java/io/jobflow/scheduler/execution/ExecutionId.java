package io.jobflow.scheduler.execution;

import java.time.Instant;
import java.util.HexFormat;
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

    /** An id is the millisecond it was made in and a number within it, which has so many bits. */
    static final int COUNTER_BITS = 20;

    private static final int TRACE_LENGTH = 32;

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

    /** The id that a trace id begins with; empty when the text is no trace id, or begins with no id. */
    public static Optional<ExecutionId> ofTraceId(String traceId) {
        if (traceId.length() != TRACE_LENGTH || !traceId.chars().allMatch(ExecutionId::isHexDigit)) {
            return Optional.empty();
        }
        long value = HexFormat.fromHexDigitsToLong(traceId, 0, TRACE_LENGTH / 2);
        return value > 0 ? Optional.of(new ExecutionId(value)) : Optional.empty();
    }

    private static boolean isHexDigit(int letter) {
        return letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'f';
    }

    /** The first 16 hex digits of the execution's trace id. */
    public String toTracePrefix() {
        return HexFormat.of().toHexDigits(value);
    }

    /** The least id that an execution made at an instant can have; one made before has a smaller id. */
    public static ExecutionId leastOf(Instant made) {
        return new ExecutionId(Math.max(1, made.toEpochMilli() << COUNTER_BITS));
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
