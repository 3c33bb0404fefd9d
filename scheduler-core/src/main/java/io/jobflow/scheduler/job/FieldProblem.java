package io.jobflow.scheduler.job;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with one field of what somebody sent.
 *
 * @param code stable, for programs
 * @param field the field's path, such as {@code retry.maxAttempts}; empty for the body as a whole
 * @param value what was given, cut to {@link #MAX_VALUE} characters; null when nothing was
 * @param expected what would be accepted
 * @param message one sentence that says all of this to a person
 */
public record FieldProblem(
        String code, String field, @Nullable String value, String expected, String message) {

    /** Longer values are cut. */
    public static final int MAX_VALUE = 200;

    /** The text is not JSON, or not a JSON object. */
    public static final String SYNTAX = "json.syntax";

    /** There is no such field. */
    public static final String UNKNOWN = "field.unknown";

    /** A field that is needed is absent. */
    public static final String MISSING = "field.missing";

    /** The field holds another type of value. */
    public static final String TYPE = "field.type";

    /** The type is right and the value is not. */
    public static final String INVALID = "field.invalid";

    /** Fields that exclude each other. */
    public static final String CONFLICT = "field.conflict";

    /** A later version will know it. */
    public static final String UNSUPPORTED = "field.unsupported";

    /** A schedule that can never fire. */
    public static final String NEVER_FIRES = "schedule.never-fires";

    public FieldProblem {
        if (value != null && value.length() > MAX_VALUE) {
            value = value.substring(0, MAX_VALUE - 1) + "…";
        }
    }

    /** A value that is not what would be accepted. */
    public static FieldProblem invalid(String field, String value, String expected) {
        return of(INVALID, field, value, expected);
    }

    /** A problem whose sentence follows from its parts. */
    public static FieldProblem of(String code, String field, String value, String expected) {
        String shown = value.length() > MAX_VALUE ? value.substring(0, MAX_VALUE - 1) + "…" : value;
        return new FieldProblem(
                code, field, value, expected, "Field " + field + " is \"" + shown + "\" (expected " + expected + ").");
    }

    /** A field that is needed and absent. */
    public static FieldProblem missing(String field, String expected) {
        return new FieldProblem(
                MISSING, field, null, expected, "Field " + field + " is missing (expected " + expected + ").");
    }
}
