package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.failure;
import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cancelling an execution wherever it stands. */
class CancelTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void endsWhatWaitsItsTurnAndLeavesTheOneBeforeAlone() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        Execution first = scheduler.trigger("report");
        Execution second = scheduler.trigger("report");
        Execution third = scheduler.trigger("report");

        cancel(second);
        scheduler.answer(Outcome.success(200));

        assertCancelled(second);
        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.stored(third).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void endsWhatWaitsForASlot() {
        SchedulerHarness narrow = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        narrow.create(Jobs.manual("report").concurrency(Overlap.ALLOW, 9).build());
        narrow.trigger("report");
        Execution second = narrow.trigger("report");

        narrow.submit(new Command.Cancel(narrow.stored(second)));
        narrow.answer(Outcome.success(200));

        assertThat(narrow.stored(second).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(narrow.sent).hasSize(1);
    }

    @Test
    void endsWhatRunsAndGivesItsPlaceToTheNext() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        Execution first = scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        cancel(first);

        assertCancelled(first);
        assertThat(scheduler.stored(first).shard(0).attempts().get(0).status()).isEqualTo(AttemptStatus.CANCELLED);
        assertThat(scheduler.stored(second).status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void endsWhatWaitsForARetry() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(failure("first"));

        cancel(execution);
        scheduler.advance(Duration.ofHours(1));

        assertCancelled(execution);
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void endsEveryShardThatIsNotFinal() {
        scheduler.create(Jobs.manual("report").shards(new ShardPlan.Count(3)).build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(scheduler.sent.get(0), Outcome.success(200));
        scheduler.answer(scheduler.sent.get(1), failure("first"));

        cancel(execution);
        scheduler.advance(Duration.ofHours(1));

        assertCancelled(execution);
        assertThat(scheduler.stored(execution).shards())
                .extracting(ShardRun::status)
                .containsExactly(ShardStatus.SUCCESS, ShardStatus.CANCELLED, ShardStatus.CANCELLED);
        assertThat(scheduler.sent).hasSize(3);
    }

    @Test
    void aLateAnswerIsIgnoredAndCounted() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        cancel(execution);

        scheduler.answer(Outcome.success(200));

        assertCancelled(execution);
        assertThat(scheduler.notices)
                .filteredOn(Notice.LateWord.class::isInstance)
                .containsExactly(new Notice.LateWord(execution.id(), 0, 1, Outcome.success(200), false));
    }

    @Test
    void isStillSoAfterARestart() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        cancel(execution);

        scheduler.restart();
        scheduler.advance(Duration.ofHours(1));

        assertCancelled(execution);
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aFinalExecutionCannotBeCancelled() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        Reply reply = scheduler.submit(new Command.Cancel(scheduler.stored(execution)));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("execution.final"));
    }

    private void cancel(Execution execution) {
        scheduler.submit(new Command.Cancel(scheduler.stored(execution)));
    }

    private void assertCancelled(Execution execution) {
        Execution stored = scheduler.stored(execution);
        assertThat(stored.status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(reasonOf(stored).code()).isEqualTo(Reason.CANCELLED);
        assertThat(scheduler.store.findReopenings(execution.id())).isEmpty();
    }
}
