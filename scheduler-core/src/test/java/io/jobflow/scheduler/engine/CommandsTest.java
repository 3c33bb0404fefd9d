package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.failure;
import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people and programs ask of the engine. */
class CommandsTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void refusesASecondJobOfTheSameName() {
        scheduler.create(Jobs.manual("report").build());

        Reply reply =
                scheduler.submit(new Command.CreateJob(Jobs.manual("report").build()));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("job.exists"));
    }

    @Test
    void putCountsTheVersionUp() {
        scheduler.create(Jobs.manual("report").build());

        Reply reply = scheduler.submit(
                new Command.PutJob(Jobs.manual("report").priority(5).build()));

        assertThat(reply).isInstanceOfSatisfying(Reply.JobSaved.class, saved -> {
            assertThat(saved.created()).isFalse();
            assertThat(saved.job().version()).isEqualTo(2);
        });
    }

    @Test
    void puttingTheSameDefinitionChangesNothing() {
        Job before = scheduler.create(Jobs.manual("report").build());
        int writes = scheduler.writes.size();

        scheduler.submit(new Command.PutJob(Jobs.manual("report").build()));

        assertThat(scheduler.writes).hasSize(writes);
        assertThat(scheduler.store.findJob("report")).hasValue(before);
    }

    @Test
    void anEditThatLeavesTheScheduleAloneLosesNoOverdueFire() {
        scheduler.create(Jobs.every(Duration.ofHours(1)).build());
        scheduler.time.advance(Duration.ofMinutes(60));

        scheduler.submit(
                new Command.PutJob(Jobs.every(Duration.ofHours(1)).priority(5).build()));

        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aDisabledJobDoesNotFire() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1)).build());

        scheduler.submit(new Command.EnableJob("report", false));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(scheduler.sent).isEmpty();
    }

    @Test
    void aDeletedJobDoesNotFireAndKeepsItsHistory() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1)).build());
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(Outcome.success(200));

        scheduler.submit(new Command.DeleteJob("report"));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(scheduler.store.findJob("report")).isEmpty();
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
    }

    @Test
    void deletingAJobCancelsWhatWaitsForARetry() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(failure("first"));

        scheduler.submit(new Command.DeleteJob("report"));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void theNameOfADeletedJobCanBeUsedAgain() {
        Job first = scheduler.create(Jobs.manual("report").build());
        scheduler.submit(new Command.DeleteJob("report"));

        Job second = scheduler.create(Jobs.manual("report").build());

        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void theSameIdempotencyKeyNamesTheSameExecution() {
        scheduler.create(Jobs.manual("report").build());

        Reply first = scheduler.submit(triggerWithKey("k1", "hash"));
        Reply second = scheduler.submit(triggerWithKey("k1", "hash"));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(((Reply.Executed) second).existed()).isTrue();
        assertThat(((Reply.Executed) second).execution().id())
                .isEqualTo(((Reply.Executed) first).execution().id());
    }

    @Test
    void theSameIdempotencyKeyWithAnotherBodyIsAConflict() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.submit(triggerWithKey("k1", "hash"));

        Reply second = scheduler.submit(triggerWithKey("k1", "another"));

        assertThat(second)
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("idempotency-key.reused"));
        assertThat(scheduler.engine().load().liveExecutions()).isEqualTo(1);
    }

    @Test
    void reopeningContinuesTheSameExecution() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(failure("first"));

        scheduler.submit(new Command.Reopen(scheduler.stored(execution)));
        scheduler.answer(Outcome.success(200));

        Execution stored = scheduler.stored(execution);
        assertThat(stored.status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(stored.traceId()).isEqualTo(execution.traceId());
        assertThat(stored.shard(0).attempts()).extracting(Attempt::number).containsExactly(1, 2);
        assertThat(scheduler.store.listDeadLetters(new PageRequest(0, 10)).items())
                .isEmpty();
    }

    @Test
    void aReopenedExecutionHasItsFullBudgetOfAttempts() {
        scheduler.create(Jobs.manual("report").maxAttempts(2).build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(failure("first"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(failure("second"));

        scheduler.submit(new Command.Reopen(scheduler.stored(execution)));
        scheduler.answer(failure("third"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(failure("fourth"));
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.sent).hasSize(4);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
    }

    @Test
    void aSuccessCannotBeReopened() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        Reply reply = scheduler.submit(new Command.Reopen(scheduler.stored(execution)));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("execution.not-failed"));
    }

    @Test
    void cancellingEndsARunningExecutionAndIgnoresItsLateAnswer() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        scheduler.submit(new Command.Cancel(execution));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.engine().load().attemptsInFlight()).isZero();
    }

    @Test
    void aTriggerForAnUnknownJobIsAnsweredSo() {
        Reply reply = scheduler.submit(new Command.TriggerJob("nothing", Trigger.API, null, null, null));

        assertThat(reply).isEqualTo(new Reply.NoSuchJob("nothing"));
    }

    private static Command.TriggerJob triggerWithKey(String key, String hash) {
        return new Command.TriggerJob("report", Trigger.API, key, hash, null);
    }

    @Test
    void aCancelledExecutionIsCancelledWhateverItsShardsHadComeTo() {
        scheduler.create(Jobs.manual("report")
                .shards(new ShardPlan.Count(3))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(scheduler.sent.get(0), Outcome.success(200));
        scheduler.answer(scheduler.sent.get(2), failure("broken"));

        scheduler.submit(new Command.Cancel(execution));

        Execution stored = scheduler.stored(execution);
        assertThat(stored.status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(reasonOf(stored).code()).isEqualTo(Reason.CANCELLED);
        assertThat(scheduler.store.listDeadLetters(new PageRequest(0, 10)).items())
                .isEmpty();
    }

    @Test
    void aFireThatWasDueBeforeItsJobWasDisabledIsNotLost() {
        scheduler.create(Jobs.every(Duration.ofHours(1)).build());
        scheduler.time.advance(Duration.ofMinutes(60));

        scheduler.submit(new Command.EnableJob("report", false));

        assertThat(scheduler.executions()).hasSize(1);
    }

    @Test
    void anOutdatedCopyCannotBeReopened() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution execution = scheduler.trigger("report");
        Execution running = scheduler.stored(execution);
        scheduler.answer(failure("first"));
        Execution outdated = scheduler.stored(execution);
        scheduler.submit(new Command.Reopen(outdated));
        scheduler.answer(failure("second"));

        assertThat(scheduler.submit(new Command.Reopen(outdated))).isInstanceOf(Reply.Conflict.class);
        assertThat(scheduler.submit(new Command.Reopen(running))).isInstanceOf(Reply.Conflict.class);
    }
}
