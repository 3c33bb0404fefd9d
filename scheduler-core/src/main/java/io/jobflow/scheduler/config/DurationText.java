package io.jobflow.scheduler.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}, or ISO-8601. */
public final class DurationText {

    /** What a message says would be accepted. */
    public static final String EXPECTED = "a duration such as 500ms, 30s, 5m, 1h, 1d or ISO-8601 PT30S";

    private static final Pattern SHORT_FORM = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
    private static final int MILLIS_A_SECOND = 1_000;
    private static final int MILLIS_A_MINUTE = 60 * MILLIS_A_SECOND;
    private static final int MILLIS_AN_HOUR = 60 * MILLIS_A_MINUTE;
    private static final int MILLIS_A_DAY = 24 * MILLIS_AN_HOUR;

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @return empty when the text is no duration, a negative one, or not in whole milliseconds
     */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = SHORT_FORM.matcher(text);
        try {
            Duration duration = matcher.matches()
                    ? Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), millis(matcher.group(2))))
                    : Duration.parse(text);
            boolean whole = duration.equals(Duration.ofMillis(duration.toMillis()));
            return whole && !duration.isNegative() ? Optional.of(duration) : Optional.empty();
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Writes a duration of whole milliseconds in the largest unit that divides it; a single minute is {@code 60s}. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        if (millis % MILLIS_A_DAY == 0) {
            return millis / MILLIS_A_DAY + "d";
        }
        if (millis % MILLIS_AN_HOUR == 0) {
            return millis / MILLIS_AN_HOUR + "h";
        }
        if (millis % MILLIS_A_MINUTE == 0 && millis > MILLIS_A_MINUTE) {
            return millis / MILLIS_A_MINUTE + "m";
        }
        return millis % MILLIS_A_SECOND == 0 ? millis / MILLIS_A_SECOND + "s" : millis + "ms";
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> MILLIS_A_SECOND;
            case "m" -> MILLIS_A_MINUTE;
            case "h" -> MILLIS_AN_HOUR;
            default -> MILLIS_A_DAY;
        };
    }
}
