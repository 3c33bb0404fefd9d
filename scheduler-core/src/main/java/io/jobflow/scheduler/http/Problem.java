package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.job.FieldProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error answer (RFC 9457).
 *
 * @param status HTTP status
 * @param code stable, for programs
 * @param detail one sentence for a person
 * @param field what the error is about, null when it is not about one field
 * @param value what was given, null when nothing was
 * @param expected what would be accepted, null when nothing would
 * @param all every problem that was found, the first one included; empty when there is only one
 */
record Problem(
        int status,
        String code,
        String detail,
        @Nullable String field,
        @Nullable String value,
        @Nullable String expected,
        List<FieldProblem> all) {

    static final String CONTENT_TYPE = "application/problem+json";

    /** An error that is not about a field. */
    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, null, null, null, List.of());
    }

    /** What is wrong with a request, 400. */
    static Problem of(List<FieldProblem> problems) {
        FieldProblem first = problems.get(0);
        return new Problem(
                400,
                first.code(),
                first.message(),
                first.field(),
                first.value(),
                first.expected(),
                problems.size() > 1 ? problems : List.of());
    }

    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("type", "urn:jobflow:problem:" + code);
        json.put("title", title());
        json.put("status", status);
        json.put("detail", detail);
        json.put("code", code);
        json.put("field", field);
        json.put("value", value);
        json.put("expected", expected);
        if (!all.isEmpty()) {
            ArrayNode problems = json.putArray("problems");
            all.forEach(problem -> problems.addObject()
                    .put("code", problem.code())
                    .put("field", problem.field())
                    .put("value", problem.value())
                    .put("expected", problem.expected())
                    .put("detail", problem.message()));
        }
        return json;
    }

    private String title() {
        return switch (status) {
            case 400 -> "The request is not valid";
            case 401 -> "A token is needed";
            case 403 -> "The request is not allowed from there";
            case 404 -> "There is no such thing";
            case 405 -> "The method is not supported";
            case 409 -> "The request conflicts with the present state";
            case 413 -> "The body is too large";
            case 415 -> "The body is not JSON";
            case 503 -> "The scheduler cannot answer now";
            default -> status < 500 ? "The request was refused" : "The scheduler failed";
        };
    }
}
