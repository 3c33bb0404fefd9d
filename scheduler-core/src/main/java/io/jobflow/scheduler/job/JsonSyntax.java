package io.jobflow.scheduler.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** From a text to a JSON object, or to a sentence that says what is wrong with the text. */
final class JsonSyntax {

    /** Keeps numbers as they were written and refuses a key that stands twice. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String EXPECTED = "a JSON object";

    private JsonSyntax() {}

    /**
     * Reads a text as a JSON object.
     *
     * @throws JobProblem when it is not one
     */
    static ObjectNode readObject(String text) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new JobProblem(List.of(notJson(e)));
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        String sentence = "The body is not " + EXPECTED + ", such as {\"a\": 1}.";
        throw new JobProblem(List.of(new FieldProblem(FieldProblem.SYNTAX, "", text, EXPECTED, sentence)));
    }

    private static FieldProblem notJson(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        String sentence = "The body is not JSON" + where + ": " + whatIsWrong(e) + " (expected " + EXPECTED + ").";
        return new FieldProblem(FieldProblem.SYNTAX, "", null, EXPECTED, sentence);
    }

    /** In words of our own: the parser's name its classes and switches. */
    private static String whatIsWrong(JsonProcessingException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (e instanceof StreamConstraintsException) {
            return message.contains("depth") ? "it is nested too deeply" : "a name, text or number in it is too long";
        }
        if (e instanceof JsonEOFException) {
            return "it ends too early";
        }
        if (message.startsWith("Duplicate")) {
            return "a field stands twice in one object";
        }
        return e instanceof StreamReadException
                ? "there is a character or word that JSON does not have in this place"
                : "something follows after its end";
    }
}
