package io.jobflow.scheduler.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many attempts may start in a time, such as {@code 100/s}.
 *
 * @param count 1 to {@link #GREATEST_COUNT}
 * @param per a second, a minute or an hour
 */
public record RateLimit(int count, Duration per) {

    /** The most attempts of one time. */
    public static final int GREATEST_COUNT = 1_000_000;

    /** What a message says of a limit that would be accepted. */
    public static final String EXPECTED =
            "a number from 1 to " + GREATEST_COUNT + " and s, m or h for second, minute or hour, such as 100/s or 30/m";

    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,6})/([smh])");

    /** So many parts of the time's attempts may start at once after a pause. */
    private static final int BURST_PARTS = 10;

    public RateLimit {
        if (count < 1 || count > GREATEST_COUNT) {
            throw new IllegalArgumentException("rate limit " + count + " is not in 1.." + GREATEST_COUNT);
        }
    }

    /** Reads a text such as {@code 100/s}; empty when it is none. */
    public static Optional<RateLimit> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > GREATEST_COUNT) {
            return Optional.empty();
        }
        Duration per = switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofHours(1);
        };
        return Optional.of(new RateLimit(Integer.parseInt(matcher.group(1)), per));
    }

    /** The time in which one token comes, in nanoseconds. */
    long nanosPerToken() {
        return per.toNanos() / count;
    }

    /** How many tokens a bucket holds: a tenth of the time's, and one at least. */
    int burst() {
        return Math.max(1, count / BURST_PARTS);
    }

    @Override
    public String toString() {
        return count + "/" + (per.toHours() > 0 ? "h" : per.toMinutes() > 0 ? "m" : "s");
    }
}
