package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Outcome;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"row-42", "a b+c%2B", "{\"row\":42}", "第七行", "line 1\r\nX-Evil: 1", "🙂", "\u0000"})
    void isReadBackByAnyDecoderAndBreaksNoHeader(String checkpoint) {
        String header = CheckpointText.header(checkpoint);

        assertThat(header).matches("[A-Za-z0-9._~%-]+");
        assertThat(URLDecoder.decode(header, StandardCharsets.UTF_8)).isEqualTo(checkpoint);
    }

    @Test
    void sendsNothingWhereThereIsNothing() {
        assertThat(CheckpointText.header(null)).isNull();
        assertThat(CheckpointText.header("")).isNull();
    }

    @Test
    void keepsWhatIsTooLongToBeSentAndSaysSo() {
        String checkpoint = "行".repeat(1_000);

        assertThat(CheckpointText.header(checkpoint)).isNull();
        assertThat(CheckpointText.kept(checkpoint)).isEqualTo(checkpoint);
        assertThat(CheckpointText.trouble(checkpoint))
                .contains("will not be sent")
                .contains("4096");
    }

    @Test
    void dropsWhatIsTooLongToBeKeptAndSaysSo() {
        String checkpoint = "x".repeat(Outcome.MAX_CHECKPOINT + 1);

        assertThat(CheckpointText.kept(checkpoint)).isNull();
        assertThat(CheckpointText.trouble(checkpoint))
                .contains("4001 characters")
                .contains("at most 4000");
    }

    @Test
    void saysNothingWhenAllIsWell() {
        assertThat(CheckpointText.trouble("row-42")).isNull();
        assertThat(CheckpointText.header("x".repeat(Outcome.MAX_CHECKPOINT))).hasSize(Outcome.MAX_CHECKPOINT);
    }
}
