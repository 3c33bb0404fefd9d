package io.jobflow.scheduler.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * Times as people give them: ISO-8601, in the years 1970 to 9999 (UTC). Java's own types reach a billion years further,
 * where an instant has no number of milliseconds any more and the text is no ISO-8601.
 */
public final class GivenTime {

    /** What a message says of an instant that would be accepted. */
    public static final String EXPECTED_INSTANT =
            "an instant with its offset, in the years 1970 to 9999, such as 2027-01-31T08:30:00Z";

    /** What a message says of a time that would be accepted. */
    public static final String EXPECTED_TIME =
            "an ISO-8601 time in the years 1970 to 9999 such as 2027-01-31T08:30:00Z, or without an offset in the zone"
                    + " given";

    /** What a message says of an instant that keeps its zone. */
    public static final String EXPECTED_ZONED =
            "a time with its offset or zone, in the years 1970 to 9999, such as 2027-01-31T08:30:00+08:00 or"
                    + " 2027-01-31T08:30:00+08:00[Asia/Shanghai]";

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private GivenTime() {}

    /** Whether the instant lies in the years 1970 to 9999. */
    public static boolean isInBounds(Instant instant) {
        return !instant.isBefore(Instant.EPOCH) && instant.isBefore(END);
    }

    /** An instant with its offset; empty when the text is none, or one out of bounds. */
    public static Optional<Instant> parseInstant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(GivenTime::isInBounds);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * A time that keeps the offset or zone it was given in, cut to the millisecond; empty when the text has neither, is out
     * of bounds, or names an offset that its zone does not have at that time.
     */
    public static Optional<ZonedDateTime> parseZoned(String text) {
        try {
            TemporalAccessor given = DateTimeFormatter.ISO_ZONED_DATE_TIME.parse(text);
            ZonedDateTime time = ZonedDateTime.from(given);
            boolean agrees =
                    given.get(ChronoField.OFFSET_SECONDS) == time.getOffset().getTotalSeconds()
                            && LocalDateTime.from(given).equals(time.toLocalDateTime());
            return Optional.of(time.truncatedTo(ChronoUnit.MILLIS))
                    .filter(found -> agrees && isInBounds(found.toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time as {@link #parseZoned} reads it, in its own offset or zone. */
    public static String format(ZonedDateTime time) {
        return DateTimeFormatter.ISO_ZONED_DATE_TIME.format(time);
    }

    /** A time with its offset or zone, or a local time in the zone given; empty when it is neither or out of bounds. */
    public static Optional<ZonedDateTime> parse(String text, ZoneId zone) {
        try {
            TemporalAccessor given =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            ZonedDateTime time = given instanceof LocalDateTime local
                    ? local.atZone(zone)
                    : ZonedDateTime.from(given).withZoneSameInstant(zone);
            return Optional.of(time).filter(found -> isInBounds(found.toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
