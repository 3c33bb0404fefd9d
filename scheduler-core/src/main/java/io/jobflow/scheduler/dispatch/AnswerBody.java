package io.jobflow.scheduler.dispatch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jobflow.scheduler.job.RetryRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * What an answer's body says: the fields of a JSON object, read from its first {@link #MAX_BYTES} bytes. Fields that
 * stand before the place where the body breaks off or stops being JSON count, so that a failure is not lost behind them.
 *
 * @param status the field {@code status}, null when it is absent or no text
 * @param message the field {@code message}, or {@code detail} or {@code error} where that is absent; null without any
 * @param checkpoint the field {@code checkpoint}; one that is no text stands here as JSON
 * @param error the field {@code error}, where it can be the name of an exception class; null otherwise
 */
record AnswerBody(
        Form form,
        @Nullable String status,
        @Nullable String message,
        @Nullable String checkpoint,
        @Nullable String error) {

    /** More is not read. */
    static final int MAX_BYTES = 64 * 1024;

    /** What kind of body it is. */
    enum Form {
        /** Empty, or something else than a JSON object: an executor that knows nothing of the protocol. */
        OTHER,
        JSON,
        /** Begins like a JSON object and is none. */
        BROKEN,
        /** A JSON object that does not end within {@link #MAX_BYTES}. */
        TOO_LONG
    }

    private static final JsonFactory JSON = new JsonFactory();

    static final AnswerBody NONE = new AnswerBody(Form.OTHER, null, null, null, null);

    /**
     * Reads a body.
     *
     * @throws IOException when the connection broke before its end
     */
    static AnswerBody read(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return NONE; // as most are: spares the buffer
        }
        byte[] rest = in.readNBytes(MAX_BYTES);
        byte[] bytes = new byte[rest.length + 1];
        bytes[0] = (byte) first;
        System.arraycopy(rest, 0, bytes, 1, rest.length);
        return beginsLikeAnObject(bytes) ? new Fields().read(bytes) : NONE;
    }

    private static boolean beginsLikeAnObject(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        return at < bytes.length && bytes[at] == '{';
    }

    /** The fields met so far; confined to one call of {@link #read}. */
    private static final class Fields {

        private @Nullable String status;
        private @Nullable String message;
        private @Nullable String detail;
        private @Nullable String error;
        private @Nullable String checkpoint;

        AnswerBody read(byte[] bytes) {
            Form form = Form.JSON;
            try (JsonParser parser = JSON.createParser(bytes)) {
                parser.nextToken();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    take(name, parser);
                }
            } catch (IOException e) {
                // No I/O here: the text is not JSON. The form says so, and the caller's message with it.
                form = bytes.length > MAX_BYTES ? Form.TOO_LONG : Form.BROKEN;
            }
            String said = message != null ? message : detail != null ? detail : error;
            String thrown = error != null && RetryRule.isClassName(error) ? error : null;
            return new AnswerBody(form, status, said, checkpoint, thrown);
        }

        private void take(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "status" -> status = text(parser);
                case "message" -> message = text(parser);
                case "detail" -> detail = text(parser);
                case "error" -> error = text(parser);
                case "checkpoint" -> checkpoint = json(parser);
                default -> parser.skipChildren();
            }
        }

        private static @Nullable String text(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            parser.skipChildren();
            return null;
        }

        private static @Nullable String json(JsonParser parser) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                return parser.getText();
            }
            StringWriter copy = new StringWriter();
            try (JsonGenerator generator = JSON.createGenerator(copy)) {
                generator.copyCurrentStructureExact(parser);
            }
            return copy.toString();
        }
    }
}
