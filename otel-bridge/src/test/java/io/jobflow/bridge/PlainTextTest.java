package io.jobflow.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void keepsPlainTextAsItIs() {
        String text = "Grüße, 世界 \uD83D\uDE00";

        String plain = PlainText.of(text, 100);

        assertThat(plain).isEqualTo(text);
    }

    @Test
    void putsASpaceForWhateverCouldForgeALine() {
        String text = "a\r\nb\u0000c\u001B[31md\u0085e\u2028f";

        String plain = PlainText.of(text, 100);

        assertThat(plain).isEqualTo("a  b c [31md e f");
    }

    @Test
    void putsASpaceForHalfACharacter() {
        String text = "a\uD83Db\uDE00";

        String plain = PlainText.of(text, 100);

        assertThat(plain).isEqualTo("a b ");
    }

    @Test
    void marksWhatItCut() {
        String text = "0123456789";

        String plain = PlainText.of(text, 8);

        assertThat(plain).isEqualTo("01234...");
    }
}
