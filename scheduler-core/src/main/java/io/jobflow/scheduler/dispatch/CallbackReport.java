package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JobProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an executor reports by call-back: the JSON object of an answer with {@code 200}, but here {@code status} must
 * be there, because nothing else would say how the attempt ended. Other fields are passed over, as in an answer.
 */
public final class CallbackReport {

    /** A report has at most so many bytes. */
    public static final int MAX_BYTES = AnswerBody.MAX_BYTES;

    private CallbackReport() {}

    /**
     * Reads a report.
     *
     * @throws JobProblem when it names no outcome
     */
    public static Outcome read(String json) {
        AnswerBody body = parse(json);
        if (body.form() != AnswerBody.Form.JSON) {
            String expected = "a JSON object such as {\"status\": \"SUCCESS\"}";
            throw problem(new FieldProblem(
                    FieldProblem.SYNTAX, "", null, expected, "The body is not JSON (expected " + expected + ")."));
        }
        Outcome outcome = AnswerReader.reported(body);
        if (outcome == null) {
            throw problem(status(body.status()));
        }
        return outcome;
    }

    private static AnswerBody parse(String json) {
        try {
            return AnswerBody.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot break off", e);
        }
    }

    private static FieldProblem status(@Nullable String given) {
        String expected = "SUCCESS, FAILED or SKIPPED";
        return given == null
                ? FieldProblem.missing("status", expected)
                : FieldProblem.invalid("status", given, expected);
    }

    private static JobProblem problem(FieldProblem problem) {
        return new JobProblem(List.of(problem));
    }
}
