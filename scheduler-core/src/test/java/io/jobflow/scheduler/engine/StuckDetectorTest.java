package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each test plants a fault that makes the engine lose sight of something. */
class StuckDetectorTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void countsAnAttemptAsLostThatHasNoTimer() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .build());
        Execution running = scheduler.trigger("report");
        loseTimer(running);

        tick(60);

        assertThat(stuck()).containsExactly("answer");
        assertThat(scheduler.stored(running).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void triesAgainWhatWaitsForARetryThatWouldNeverCome() {
        scheduler.create(Jobs.manual("report").build());
        Execution retrying = scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("broken"));
        loseTimer(retrying);

        tick(10);

        assertThat(stuck()).containsExactly("slot");
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void givesATurnToWhatHasFallenOutOfTheLine() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        scheduler.trigger("report");
        Execution waiting = scheduler.trigger("report");
        live(waiting).job.waiting.remove(waiting.id());

        tick(10);
        scheduler.answer(Outcome.success(200));

        assertThat(stuck()).containsExactly("turn");
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void findsNothingWhereEverythingWaitsForSomething() {
        scheduler.create(Jobs.manual("running").concurrency(Overlap.QUEUE, 1).build());
        scheduler.create(Jobs.manual("retrying")
                .delays(Duration.ofMinutes(5), Duration.ofMinutes(5))
                .build());
        scheduler.trigger("running");
        scheduler.trigger("running");
        scheduler.trigger("retrying");
        scheduler.answer(SchedulerHarness.failure("broken"));

        tick(60);

        assertThat(stuck()).isEmpty();
    }

    @Test
    void findsOneStuckExecutionAmongThousands() {
        scheduler.create(Jobs.manual("report")
                .concurrency(Overlap.ALLOW, 10_000)
                .timeout(Duration.ofHours(1))
                .build());
        Execution lost = scheduler.trigger("report");
        for (int i = 0; i < 2_000; i++) {
            lost = i == 1_234 ? scheduler.trigger("report") : lost;
            scheduler.trigger("report");
        }
        scheduler.engine().state().cancelTimer(live(lost), 0);
        scheduler.engine().state().ready.remove(lost.id(), 0);

        tick(30);

        assertThat(stuck()).hasSize(1);
    }

    private void loseTimer(Execution execution) {
        scheduler.engine().state().cancelTimer(live(execution), 0);
    }

    private LiveExecution live(Execution execution) {
        return java.util.Objects.requireNonNull(scheduler.engine().state().live.get(execution.id()));
    }

    /** The loop ticks at least once a second. */
    private void tick(int seconds) {
        for (int i = 0; i < seconds; i++) {
            scheduler.advance(Duration.ofSeconds(1));
        }
    }

    private List<String> stuck() {
        return scheduler.notices.stream()
                .filter(Notice.ShardStuck.class::isInstance)
                .map(notice -> ((Notice.ShardStuck) notice).lacked())
                .toList();
    }
}
