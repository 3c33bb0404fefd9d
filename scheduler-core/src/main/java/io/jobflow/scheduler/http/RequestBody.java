package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JsonFields;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request's body: JSON in UTF-8, at most {@link #MAX_BYTES}. {@link WholeBodies} has it at hand. */
final class RequestBody {

    static final int MAX_BYTES = 1024 * 1024;

    private RequestBody() {}

    /** Whether the request has a body at all. */
    static boolean isPresent(Context context) {
        return context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
    }

    /** Refuses a body that is not {@code application/json} (415) or says that it is too large (413). */
    static void check(Context context) {
        if (!isPresent(context)) {
            return;
        }
        String type = context.req().getContentType();
        if (type == null || !isJson(type)) {
            throw new ProblemException(new Problem(
                    415,
                    "body.type",
                    "The body's Content-Type is " + (type == null ? "missing" : "\"" + type + "\"")
                            + " (expected application/json).",
                    "Content-Type",
                    type,
                    "application/json",
                    List.of()));
        }
    }

    /** The body as text; empty when there is none. */
    static String read(Context context) {
        return read(context, MAX_BYTES);
    }

    /** The body as text, if it has at most so many bytes; empty when there is none. */
    static String read(Context context, int maxBytes) {
        try {
            byte[] bytes = context.req().getInputStream().readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw ProblemException.of(
                        413,
                        "body.too-large",
                        "The body is larger than " + (maxBytes == MAX_BYTES ? "1 MiB" : maxBytes / 1024 + " KiB")
                                + " (expected at most " + maxBytes + " bytes).");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.of(List.of(new FieldProblem(
                    FieldProblem.SYNTAX,
                    "",
                    null,
                    "JSON in UTF-8",
                    "The body is not UTF-8 (expected JSON in UTF-8)."))));
        } catch (IOException e) {
            throw ProblemException.of(400, "body.incomplete", "The body ended early (expected its whole length).");
        }
    }

    /** What {@code {"params": {…}}} holds, as JSON text; null when there is no body or nothing in it. */
    static @Nullable String readParams(Context context) {
        String body = read(context);
        if (body.isBlank()) {
            return null;
        }
        JsonFields fields = JsonFields.parse(body, List.of("params"));
        String params = fields.rawObject("params");
        fields.throwIfAny();
        return params;
    }

    private static boolean isJson(String contentType) {
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        boolean utf8 = true;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            utf8 &= !parameter.startsWith("charset=") || parameter.matches("charset=\"?utf-8\"?");
        }
        return utf8 && parts[0].strip().equals("application/json");
    }
}
