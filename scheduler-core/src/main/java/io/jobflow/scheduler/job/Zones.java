package io.jobflow.scheduler.job;

import io.jobflow.scheduler.config.NearestName;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.TreeSet;

/** Time zones as people name them. */
public final class Zones {

    /** What a message says of a time that would be accepted. */
    public static final String EXPECTED_TIME =
            "an ISO-8601 time such as 2027-01-31T08:30:00Z, or without an offset in the zone given";

    private static final String EXPECTED = "an IANA time zone such as Asia/Shanghai, or an offset such as +08:00";

    private Zones() {}

    /** The zone with a name; empty when there is none. */
    public static Optional<ZoneId> parse(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A time with its offset or zone, or a local time in the zone given; empty when the text is neither. */
    public static Optional<ZonedDateTime> parseTime(String text, ZoneId zone) {
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, ZonedDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof LocalDateTime local
                            ? local.atZone(zone)
                            : ZonedDateTime.from(time).withZoneSameInstant(zone));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a text that names no zone. */
    public static FieldProblem problem(String field, String text) {
        String hint = NearestName.of(text, new TreeSet<>(ZoneId.getAvailableZoneIds()))
                .map(near -> "; did you mean " + near + "?")
                .orElse(".");
        String sentence = "Field " + field + " is \"" + text + "\" (expected " + EXPECTED + ")" + hint;
        return new FieldProblem(FieldProblem.INVALID, field, text, EXPECTED, sentence);
    }
}
