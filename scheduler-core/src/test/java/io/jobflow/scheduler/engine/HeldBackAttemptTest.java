package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A second attempt whose fire time lies ahead, because the wall clock was set back after the first. */
class HeldBackAttemptTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private Instant rightTime = Instant.EPOCH;

    @BeforeEach
    void setTheClockBack() {
        scheduler.create(Jobs.every(HOUR).timeout(HOUR.multipliedBy(2)).build());
        scheduler.advance(HOUR);
        scheduler.answer(SchedulerHarness.failure("broken"));
        rightTime = scheduler.time.now();
        scheduler.time.setWall(rightTime.minusSeconds(1_800));
        scheduler.advance(Duration.ofSeconds(5));
    }

    @Test
    void waitsForItsFireTime() {
        scheduler.advance(Duration.ofSeconds(1_790));

        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void leavesSoonWhenTheClockIsSetRightAgain() {
        scheduler.time.setWall(rightTime.plusSeconds(5));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.sent).hasSize(2);
    }
}
