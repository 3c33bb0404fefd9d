package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {

    private final AnswerBody body = new AnswerBody();

    @Test
    void takesWhateverAnswersAreWrittenWith() {
        body.add("<bytes>".getBytes(StandardCharsets.UTF_8), 1, 5);
        body.add("+text+", 0, 6);
        body.add("chars".toCharArray(), 0, 5);
        body.add((int) '+', 0, 1);
        body.add(ByteBuffer.wrap("buffer".getBytes(StandardCharsets.UTF_8)), 0, 6);

        assertThat(beginning()).isEqualTo("bytes+text+chars+buffer");
    }

    @Test
    void leavesABufferAsItWas() {
        ByteBuffer buffer = ByteBuffer.wrap("buffer".getBytes(StandardCharsets.UTF_8));
        buffer.position(2);

        body.add(buffer, buffer.position(), buffer.remaining());

        assertThat(beginning()).isEqualTo("ffer");
        assertThat(buffer.position()).isEqualTo(2);
    }

    @Test
    void keepsFourKibibytesAndCountsAll() {
        body.add(new byte[4_000], 0, 4_000);
        body.add(new byte[4_000], 0, 4_000);
        body.add("ü".repeat(4_000), 0, 4_000);

        assertThat(beginning()).hasSize(4_096);
        assertThat(body.length()).isEqualTo(12_000);
    }

    private String beginning() {
        return new String(body.bytes(), 0, body.kept(), StandardCharsets.UTF_8);
    }
}
