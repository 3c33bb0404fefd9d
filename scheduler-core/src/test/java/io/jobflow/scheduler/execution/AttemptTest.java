package io.jobflow.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private final Attempt written =
            Attempt.starting(1, "http://one:1", new FencingToken(1), "0000000000000001", START, START.plusSeconds(30));

    @Test
    void keepsItsDeadlineWhenItLeavesLater() {
        assertThat(written.leaving(START.plusSeconds(2)).deadline()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void takesItsDeadlineAlongWhenTheClockWasSetBackBeforeItLeft() {
        Attempt leaving = written.leaving(START.minus(Duration.ofHours(1)));

        assertThat(leaving.startedAt()).isEqualTo(START.minusSeconds(3_600));
        assertThat(leaving.deadline()).isEqualTo(START.minusSeconds(3_570));
    }
}
