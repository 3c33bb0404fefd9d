package io.jobflow.scheduler.job;

import io.jobflow.scheduler.config.NearestName;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.TreeSet;

/** Time zones as people name them. */
public final class Zones {

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

    /** What is wrong with a text that names no zone. */
    public static FieldProblem problem(String field, String text) {
        String hint = NearestName.of(text, new TreeSet<>(ZoneId.getAvailableZoneIds()))
                .map(near -> "; did you mean " + near + "?")
                .orElse(".");
        String sentence = "Field " + field + " is \"" + text + "\" (expected " + EXPECTED + ")" + hint;
        return new FieldProblem(FieldProblem.INVALID, field, text, EXPECTED, sentence);
    }
}
