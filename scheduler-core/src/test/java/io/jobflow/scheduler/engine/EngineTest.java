package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static io.jobflow.scheduler.testkit.SchedulerHarness.failure;
import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.memory.MemoryStore;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fire from its time to its end, under a manual clock. */
class EngineTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void firesAtTheFireTime() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofSeconds(10));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.sent.get(0).execution().fireTime()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void firesNothingBeforeTheFireTime() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofMillis(9_999));

        assertThat(scheduler.sent).isEmpty();
        assertThat(scheduler.executions()).isEmpty();
    }

    @Test
    void writesTheFireAndTheNextFireTimeTogether() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofSeconds(10));

        assertThat(scheduler.writes).last().isInstanceOfSatisfying(StoreWrite.RecordFires.class, write -> {
            assertThat(write.executions()).hasSize(1);
            assertThat(write.nextFire()).isEqualTo(START.plusSeconds(20));
        });
    }

    @Test
    void writesTheFirstAttemptTogetherWithTheFire() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofSeconds(10));

        Attempt attempt = scheduler.executions().get(0).shard(0).attempts().get(0);
        assertThat(attempt.number()).isEqualTo(1);
        assertThat(attempt.status()).isEqualTo(AttemptStatus.RUNNING);
        assertThat(attempt.deadline()).isEqualTo(START.plusSeconds(40).plus(WrittenAhead.LONGEST_WAIT));
        assertThat(scheduler.sent.get(0).timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void settlesASuccess() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.stored(execution).shard(0).attempts().get(0).httpStatus())
                .isEqualTo(200);
    }

    @Test
    void recordsEveryAttemptOfARetriedShard() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(failure("disk full"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(execution).shard(0).attempts())
                .extracting(Attempt::number, Attempt::status, Attempt::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, AttemptStatus.FAILURE, "disk full"),
                        org.assertj.core.groups.Tuple.tuple(2, AttemptStatus.SUCCESS, null));
    }

    @Test
    void doublesTheWaitBetweenAttempts() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.answer(failure("first"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(failure("second"));

        scheduler.advance(Duration.ofMillis(1_999));
        int before = scheduler.sent.size();
        scheduler.advance(Duration.ofMillis(1));

        assertThat(before).isEqualTo(2);
        assertThat(scheduler.sent).hasSize(3);
    }

    @Test
    void givesUpAfterMaxAttemptsAndLeavesADeadLetter() {
        scheduler.create(Jobs.manual("report").maxAttempts(2).build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(failure("first"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(failure("second"));
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(scheduler.store.listDeadLetters(new PageRequest(0, 10)).items())
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.executionId()).isEqualTo(execution.id());
                    assertThat(letter.reason().code()).isEqualTo(Reason.ATTEMPTS_EXHAUSTED);
                    assertThat(letter.reason().sentence())
                            .contains("All 2 attempts failed")
                            .contains("second");
                });
    }

    @Test
    void doesNotRetryWhatAnotherAttemptCannotBetter() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(new Outcome(JobResult.FAILURE, 404, "not found", null, false, null));
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.stored(execution).reason()).isNotNull();
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
    }

    @Test
    void aRejectionUsesUpNoAttempt() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(Outcome.retryable(JobResult.REJECTED, "busy"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.stored(execution).shard(0).attempts())
                .extracting(Attempt::status)
                .containsExactly(AttemptStatus.REJECTED, AttemptStatus.SUCCESS);
    }

    @Test
    void tenRejectionsInARowEndTheShard() {
        scheduler.create(Jobs.manual("report").timeout(Duration.ofHours(1)).build());
        Execution execution = scheduler.trigger("report");

        for (int i = 0; i < 10; i++) {
            scheduler.answer(Outcome.retryable(JobResult.REJECTED, "busy"));
            scheduler.advance(Duration.ofMinutes(10));
        }

        assertThat(scheduler.sent).hasSize(10);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
    }

    @Test
    void honoursRetryAfterUpToMaxDelay() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");

        scheduler.answer(new Outcome(JobResult.REJECTED, 429, "later", null, true, Duration.ofHours(5)));
        scheduler.advance(Duration.ofMinutes(5).minusMillis(1));
        int before = scheduler.sent.size();
        scheduler.advance(Duration.ofMillis(1));

        assertThat(before).isEqualTo(1);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void waitsNoLongerThanMaxDelayAfterARejection() {
        scheduler.create(Jobs.manual("report")
                .delays(Duration.ofMillis(100), Duration.ofMillis(500))
                .build());
        scheduler.trigger("report");

        scheduler.answer(Outcome.retryable(JobResult.REJECTED, "busy"));
        scheduler.advance(Duration.ofMillis(500));

        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void anAcceptedAttemptTimesOutAtItsDeadline() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());
        scheduler.advance(Duration.ofSeconds(29));
        ExecutionStatus before = scheduler.stored(execution).status();
        scheduler.advance(Duration.ofSeconds(2));

        assertThat(before).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.TIMEOUT);
    }

    @Test
    void ignoresASecondAnswerToTheSameAttempt() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        DispatchRequest request = scheduler.sent.get(0);

        scheduler.answer(request, Outcome.success(200));
        scheduler.answer(request, failure("late word"));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void ignoresALateAnswerOfAnAttemptThatWasReplaced() {
        scheduler.create(Jobs.manual("report").timeout(Duration.ofSeconds(5)).build());
        Execution execution = scheduler.trigger("report");
        DispatchRequest first = scheduler.sent.get(0);

        scheduler.advance(Duration.ofSeconds(7));
        scheduler.answer(first, Outcome.success(200));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void tokensOfAShardOnlyGrowAcrossRestarts() {
        scheduler.create(Jobs.manual("report").timeout(Duration.ofSeconds(5)).build());
        scheduler.trigger("report");

        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(8));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.sent.get(1).attempt().token())
                .isGreaterThan(scheduler.sent.get(0).attempt().token());
    }

    @Test
    void someShardsFailingMakeAPartialExecution() {
        scheduler.create(Jobs.manual("report")
                .shards(new ShardPlan.Range(1, 100, 2))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(scheduler.sent.get(0), failure("bad row"));
        scheduler.answer(scheduler.sent.get(1), Outcome.success(200));

        Execution stored = scheduler.stored(execution);
        assertThat(stored.status()).isEqualTo(ExecutionStatus.PARTIAL);
        assertThat(stored.shards())
                .extracting(shard -> shard.status())
                .containsExactly(ShardStatus.FAILURE, ShardStatus.SUCCESS);
        assertThat(reasonOf(stored).sentence()).contains("Shard 0 of 2").contains("bad row");
    }

    @Test
    void aRetryGoesToAnotherInstance() {
        scheduler.create(Jobs.manual("report").urls("http://a:1", "http://b:1").build());
        scheduler.trigger("report");

        scheduler.answer(failure("broken"));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.sent)
                .extracting(request -> request.instance().baseUrl())
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void startsNothingOnceItIsStopping() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.stopping();
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(scheduler.sent).isEmpty();
    }

    @Test
    void oneDurableNoticeForEachStepOfAFire() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.notices.clear();
        scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));

        List<Class<?>> kinds =
                scheduler.notices.stream().<Class<?>>map(Object::getClass).toList();
        assertThat(kinds)
                .containsExactly(
                        Notice.FireRecorded.class,
                        Notice.AttemptStarted.class,
                        Notice.AttemptEnded.class,
                        Notice.ExecutionEnded.class);
    }

    @Test
    void theLastWordOfFailedShardsIsBothStatusAndReason() {
        scheduler.create(Jobs.manual("report")
                .shards(new ShardPlan.Count(2))
                .maxAttempts(1)
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(scheduler.sent.get(1), Outcome.retryable(JobResult.TIMEOUT, "too slow"));
        scheduler.answer(scheduler.sent.get(0), failure("disk full"));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(reasonOf(scheduler.stored(execution)).sentence()).contains("disk full");
    }

    @Test
    void anExecutionOfWhichOneShardWaitsSaysSo() {
        scheduler.create(Jobs.manual("report").shards(new ShardPlan.Count(2)).build());
        Execution execution = scheduler.trigger("report");

        scheduler.answer(scheduler.sent.get(0), failure("disk full"));
        scheduler.answer(scheduler.sent.get(1), Outcome.success(200));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.PENDING);
        assertThat(reasonOf(scheduler.stored(execution)).code()).isEqualTo(Reason.WAITING_FOR_RETRY);
    }

    @Test
    void anAttemptWhoseRecordCameAfterItsDeadlineIsNotSent() {
        List<SchedulerHarness> itself = new ArrayList<>();
        SchedulerHarness slow = new SchedulerHarness(EngineSettings.DEFAULT, new MemoryStore(), effects -> {
            boolean begins = effects.stream()
                    .anyMatch(effect ->
                            effect instanceof Effect.Write write && write.write() instanceof StoreWrite.RecordTrigger);
            if (begins) {
                itself.get(0).time.advance(Duration.ofSeconds(31));
            }
            return effects;
        });
        itself.add(slow);
        slow.create(Jobs.manual("report").timeout(Duration.ofSeconds(30)).build());

        Execution execution = slow.trigger("report");

        assertThat(slow.sent).isEmpty();
        assertThat(slow.stored(execution).shard(0).attempts())
                .extracting(Attempt::status)
                .containsExactly(AttemptStatus.REJECTED);
    }
}
