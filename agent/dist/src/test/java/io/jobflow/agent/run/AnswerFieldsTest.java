package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"status\":\"FAILED\"}|FAILED",
                "  { \"status\" : \"SKIPPED\" , \"x\":1}|SKIPPED",
                "{\"n\":-1.5e3,\"ok\":true,\"none\":null,\"status\":\"FAILED\"}|FAILED",
                "{\"list\":[1,\"]\",{\"status\":\"x\"}],\"status\":\"FAILED\"}|FAILED",
                "{\"deep\":{\"status\":\"x\"},\"status\":\"SUCCESS\"}|SUCCESS",
                "{\"a\":\"\\\"}\",\"status\":\"FA\\u0049LED\"}|FAILED",
            })
    void findsTheStatusAtTheTopLevel(String text, String status) {
        assertThat(read(text).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "[{\"status\":\"FAILED\"}]",
                "{\"deep\":{\"status\":\"FAILED\"}}",
                "{\"status\":1}",
                "{\"status\":{\"status\":\"FAILED\"}}",
                "{\"status\":\"FAI",
                "{\"text\":\"\\",
                "{\"text\":\"\\u00",
                "{\"a\":[[[",
                "{{{{",
                "<html>\"status\":\"FAILED\"</html>",
            })
    void findsNothingInWhatIsNoAnswer(String text) {
        assertThat(read(text).status()).isNull();
    }

    @Test
    void findsTheMessageBesideTheStatus() {
        AnswerFields answer = read("{\"message\":\"line one\\nline two\",\"status\":\"FAILED\"}");

        assertThat(answer.message()).isEqualTo("line one line two");
    }

    private static AnswerFields read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return AnswerFields.read(bytes, bytes.length);
    }
}
