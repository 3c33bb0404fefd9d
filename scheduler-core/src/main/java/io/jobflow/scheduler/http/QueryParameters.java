package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.config.NearestName;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request's query parameters. What is wrong is noted, so that one answer names everything. */
final class QueryParameters {

    private final Context context;
    private final List<FieldProblem> problems = new ArrayList<>();

    QueryParameters(Context context, Collection<String> known) {
        this.context = context;
        context.queryParamMap().forEach((name, values) -> {
            if (!known.contains(name)) {
                noteUnknown(name, known);
            } else if (values.size() > 1) {
                note(name, String.join(", ", values), "one value");
            }
        });
    }

    /** A text, null when it is absent or empty. */
    @Nullable String text(String name) {
        String value = context.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    int integer(String name, int min, int max, int fallback) {
        String value = text(name);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Noted below, with the same words as a number out of bounds.
        }
        note(name, value, "a whole number from " + min + " to " + max);
        return fallback;
    }

    /** An instant with its offset, null when it is absent. */
    @Nullable Instant instant(String name) {
        String value = text(name);
        if (value == null) {
            return null;
        }
        // A plus sign that was not escaped arrives as a space.
        Instant instant = GivenTime.parseInstant(value.replace(' ', '+')).orElse(null);
        if (instant == null) {
            note(name, value, GivenTime.EXPECTED_INSTANT);
        }
        return instant;
    }

    PageRequest page() {
        int page = integer("page", 0, Integer.MAX_VALUE, 0);
        return new PageRequest(page, integer("size", 1, PageRequest.MAX_SIZE, PageRequest.DEFAULT_SIZE));
    }

    void note(String name, String value, String expected) {
        String shown = value.length() > 200 ? value.substring(0, 199) + "…" : value;
        note(new FieldProblem(
                FieldProblem.INVALID,
                name,
                value,
                expected,
                "Query parameter " + name + " is \"" + shown + "\" (expected " + expected + ")."));
    }

    void note(FieldProblem problem) {
        problems.add(problem);
    }

    /** Ends the reading; a problem becomes a 400. */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new JobProblem(problems);
        }
    }

    private void noteUnknown(String name, Collection<String> known) {
        String expected = known.isEmpty() ? "no query parameter" : "one of " + String.join(", ", known);
        String hint = NearestName.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse(" (expected " + expected + ").");
        note(new FieldProblem(
                FieldProblem.UNKNOWN, name, null, expected, "There is no query parameter \"" + name + "\"" + hint));
    }
}
