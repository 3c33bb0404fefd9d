package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the duration of {@code @every}: numbers with units, such as {@code 1h30m} or {@code 500ms}, or ISO-8601. */
final class IntervalText {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofDays(36_525);
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private final String text;
    private int at;

    private IntervalText(String text) {
        this.text = text;
    }

    static Duration read(CronText source, int from, int to) {
        Duration found = new IntervalText(source.text().substring(from, to)).read();
        if (found == null) {
            throw source.wrong(
                    from,
                    to,
                    "a duration such as 1h30m, 90s, 500ms or PT1H30M",
                    "use the units d, h, m, s, ms, us, ns");
        }
        if (found.compareTo(MIN) < 0 || found.compareTo(MAX) > 0) {
            throw source.wrong(from, to, "an interval of 1ms to 100 years", "choose an interval in these bounds");
        }
        return found;
    }

    /** Null where the text is no duration. */
    private @Nullable Duration read() {
        try {
            char first = text.charAt(0);
            return first == 'P' || first == 'p' ? Duration.parse(text) : readUnits();
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            return null;
        }
    }

    private @Nullable Duration readUnits() {
        Duration sum = Duration.ZERO;
        while (at < text.length()) {
            int start = at;
            long whole = readDigits();
            long nanosPerUnit;
            long fraction = 0;
            long scale = 1;
            int digits = at - start;
            if (at < text.length() && text.charAt(at) == '.') {
                at++;
                int point = at;
                fraction = readDigits();
                digits += at - point;
                for (int i = point; i < at; i++) {
                    scale *= 10;
                }
            }
            nanosPerUnit = readUnit();
            if (digits == 0 || digits > 12 || nanosPerUnit == 0) {
                return null;
            }
            sum = sum.plus(Duration.ofNanos(nanosPerUnit).multipliedBy(whole))
                    .plus(Duration.ofNanos(nanosPerUnit).multipliedBy(fraction).dividedBy(scale));
        }
        return sum;
    }

    private long readDigits() {
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = Math.addExact(Math.multiplyExact(value, 10L), text.charAt(at) - '0');
            at++;
        }
        return value;
    }

    /** Nanoseconds in the unit at the cursor, or 0. */
    private long readUnit() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return switch (text.substring(start, at)) {
            case "d" -> DAY_NANOS;
            case "h" -> DAY_NANOS / 24;
            case "m" -> DAY_NANOS / 1440;
            case "s" -> 1_000_000_000L;
            case "ms" -> 1_000_000L;
            case "us", "µs", "μs" -> 1_000L;
            case "ns" -> 1L;
            default -> 0L;
        };
    }
}
