package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static io.jobflow.scheduler.testkit.SchedulerHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a new process makes of what a lost one left. */
class RecoveryTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void anAttemptWithoutAnswerIsLostWithinASecondAfterItsDeadline() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(30));
        ExecutionStatus atDeadline = scheduler.stored(execution).status();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(atDeadline).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void aLostAttemptIsFollowedByTheNext() {
        scheduler.create(Jobs.manual("report").timeout(Duration.ofSeconds(30)).build());
        Execution execution = scheduler.trigger("report");

        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(32));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(execution).shard(0).attempts())
                .extracting(Attempt::status)
                .containsExactly(AttemptStatus.LOST, AttemptStatus.SUCCESS);
    }

    @Test
    void aDeadlineThatPassedWhileDownIsSettledAtOnce() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.advanceWhileDown(Duration.ofMinutes(10));
        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void workThatMustNotRunTwiceIsGivenUp() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .onLost(LostPolicy.GIVE_UP)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.restart();
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void aRetryThatWasDueWhileDownFollowsAfterTheRestart() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(failure("first"));

        scheduler.advanceWhileDown(Duration.ofMinutes(1));
        scheduler.restart();
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void aRetryThatIsNotDueYetKeepsItsTime() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.answer(failure("first"));

        scheduler.restart();
        scheduler.advance(Duration.ofMillis(999));
        int before = scheduler.sent.size();
        scheduler.advance(Duration.ofMillis(1));

        assertThat(before).isEqualTo(1);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void noFireIsLostOrDoubledOverRestarts() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1))
                .concurrency(Overlap.ALLOW, 100)
                .build());

        for (int i = 0; i < 20; i++) {
            scheduler.advance(Duration.ofMillis(1_700));
            scheduler.restart();
        }

        assertThat(scheduler.executions())
                .extracting(Execution::fireTime)
                .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, 34)
                        .mapToObj(START::plusSeconds)
                        .toList());
    }

    @Test
    void whatWaitedItsTurnStillWaitsInOrder() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .concurrency(Overlap.QUEUE, 1)
                .build());
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");
        Execution third = scheduler.trigger("report");

        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(31));

        assertThat(scheduler.stored(second).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.stored(third).status()).isEqualTo(ExecutionStatus.PENDING);
    }

    @Test
    void aClockSetBackDoesNotRepeatFireTimes() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1))
                .concurrency(Overlap.ALLOW, 100)
                .build());
        scheduler.advance(Duration.ofSeconds(5));

        scheduler.time.setWall(START.plusSeconds(2));
        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(scheduler.executions())
                .extracting(Execution::fireTime)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(START.plusSeconds(12));
    }

    @Test
    void aFireTimeThatWasUsedBeforeAnEditIsNotUsedAgain() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1))
                .concurrency(Overlap.ALLOW, 100)
                .build());
        scheduler.advance(Duration.ofSeconds(5));

        scheduler.time.setWall(START.plusSeconds(2));
        scheduler.submit(new Command.EnableJob("report", false));
        scheduler.submit(new Command.EnableJob("report", true));
        scheduler.advance(Duration.ofSeconds(4));

        assertThat(scheduler.executions()).hasSize(6);
        assertThat(scheduler.sent).hasSize(6);
    }

    @Test
    void aReopenedExecutionThatWaitedItsTurnStillWaits() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution first = scheduler.trigger("report");
        scheduler.answer(failure("first"));
        scheduler.trigger("report");
        scheduler.submit(new Command.Reopen(scheduler.stored(first)));

        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.PENDING);
    }

    @Test
    void aClockSetBackWhileDownDoesNotLengthenAnAttempt() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.time.setWall(START.minus(Duration.ofDays(1)));
        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(31));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void aClockSetBackWhileDownDoesNotHoldARetryLongerThanAnyMayWait() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(failure("first"));

        scheduler.time.setWall(START.minus(Duration.ofDays(1)));
        scheduler.restart();
        scheduler.advance(Duration.ofMinutes(5));

        assertThat(scheduler.stored(execution).shard(0).attempts()).hasSize(2);
    }
}
