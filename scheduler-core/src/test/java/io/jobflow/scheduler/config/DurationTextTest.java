package io.jobflow.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0s,PT0S",
        "500ms,PT0.5S",
        "30s,PT30S",
        "5m,PT5M",
        "1h,PT1H",
        "1d,PT24H",
        "PT1M30S,PT1M30S",
        "P1DT2H,PT26H"
    })
    void readsShortAndIsoForms(String text, Duration expected) {
        assertThat(DurationText.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "m", "-5s", "PT-5S", "5 s", "1.5h", "5M", "PT0.0005S", "9999999999999999s", "9e9s"})
    void refusesEverythingElse(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @Test
    void refusesADurationBeyondWholeMilliseconds() {
        assertThat(DurationText.parse("999999999999999d")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT0.5S,500ms", "PT60S,60s", "PT90S,90s", "PT5M,5m", "PT1H,1h", "PT24H,1d", "PT36H,36h"})
    void writesTheLargestUnitThatDivides(Duration duration, String text) {
        assertThat(DurationText.format(duration)).isEqualTo(text);
    }
}
