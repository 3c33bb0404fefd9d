package io.jobflow.scheduler.http;

import io.jobflow.scheduler.job.Names;
import java.util.List;

/** Answers for what is not there: 404. */
final class Missing {

    private Missing() {}

    static ProblemException job(String name) {
        return named("job.unknown", "name", "job", name, Names.EXPECTED);
    }

    static ProblemException calendar(String name) {
        return named("calendar.unknown", "name", "calendar", name, Names.EXPECTED);
    }

    static ProblemException execution(String id) {
        return named(
                "execution.unknown",
                "id",
                "execution",
                id,
                "a trace id of 32 hex digits or an execution id of 13 characters");
    }

    static ProblemException backfill(String id) {
        return named("backfill.unknown", "id", "backfill", id, "the number of a backfill");
    }

    static ProblemException deadLetter(String id) {
        return named("dead-letter.unknown", "id", "dead letter", id, "the number of a dead letter");
    }

    private static ProblemException named(String code, String field, String what, String value, String expected) {
        String shown = value.length() > 100 ? value.substring(0, 99) + "…" : value;
        String detail = "There is no " + what + " \"" + shown + "\" (expected " + expected + " that exists).";
        return new ProblemException(new Problem(404, code, detail, field, shown, expected, List.of()));
    }
}
