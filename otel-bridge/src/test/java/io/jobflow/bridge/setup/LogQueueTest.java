package io.jobflow.bridge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogQueueTest {

    private final AtomicInteger woken = new AtomicInteger();
    private final LogQueue queue = new LogQueue(3, 2, woken::incrementAndGet);

    @Test
    void dropsTheOldestAndCounts() {
        for (int number = 1; number <= 5; number++) {
            queue.add(line("line " + number, null));
        }

        assertThat(queue.dropped()).isEqualTo(2);
        assertThat(taken()).containsExactly("line 3", "line 4", "line 5");
    }

    @Test
    void wakesItsReaderOnceThereAreEnough() {
        queue.add(line("first", null));
        assertThat(woken).hasValue(0);

        queue.add(line("second", null));
        queue.add(line("third", null));

        assertThat(woken).hasValue(1);
    }

    @Test
    void keepsNoMoreCharactersThanItMay() {
        LogQueue large = new LogQueue(1_000_000, 1_000_000, () -> {});
        String long1 = "x".repeat(LogLine.MOST_CHARS);

        for (int number = 0; number < 1_000; number++) {
            large.add(line(long1, null));
        }

        assertThat(large.waiting()).isBetween(200, 256);
        assertThat(large.dropped()).isEqualTo(1_000 - large.waiting());
    }

    @Test
    void cutsWhatIsTooLong() {
        queue.add(line("x".repeat(LogLine.MOST_CHARS + 1), null));

        assertThat(taken().get(0)).hasSize(LogLine.MOST_CHARS + 1).endsWith("x…");
    }

    @Test
    void letsGoOfWhatWasThrownOnceItIsInWords() {
        LogLine line = line("failed", new Unspeakable());
        queue.add(line);
        assertThat(line.thrown()).isNull();

        queue.renderThrown();

        assertThat(line.thrown()).isNotNull();
        assertThat(line.thrown().type()).isEqualTo(Unspeakable.class.getName());
        assertThat(line.thrown().message()).isNull();
    }

    @Test
    void cutsWhatAThrowableSays() {
        IllegalStateException error = new IllegalStateException("x".repeat(5_000_000));

        ThrownText thrown = ThrownText.of(error);

        assertThat(thrown.message()).hasSize(1_025).endsWith("x…");
        assertThat(thrown.stackTrace())
                .hasSize(ThrownText.MOST_CHARS + 1)
                .startsWith("java.lang.IllegalStateException: xxx")
                .endsWith("x…");
    }

    private List<String> taken() {
        List<String> texts = new ArrayList<>();
        for (LogLine line = queue.take(); line != null; line = queue.take()) {
            texts.add(line.text);
        }
        return texts;
    }

    private static LogLine line(String text, @Nullable Throwable thrown) {
        return LogLines.line("acme", text, thrown);
    }

    /** Throws when it is asked. */
    private static final class Unspeakable extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("not even this");
        }
    }
}
