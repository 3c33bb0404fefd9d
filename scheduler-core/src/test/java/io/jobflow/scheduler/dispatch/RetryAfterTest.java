package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|PT0S",
                "120|PT2M",
                "99999999999999999999|PT999999999S",
                "Sun, 01 Mar 2026 12:00:30 GMT|PT30S",
                "Sun, 01 Mar 2026 11:00:00 GMT|PT0S"
            })
    void readsSecondsAndDates(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, Requests.NOON)).isEqualTo(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1.5", "2026-03-01T12:00:30Z"})
    void ignoresWhatItCannotRead(String header) {
        assertThat(RetryAfter.parse(header, Requests.NOON)).isNull();
    }
}
