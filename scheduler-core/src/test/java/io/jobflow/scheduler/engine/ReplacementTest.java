package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The concurrency policy {@code replace}. */
class ReplacementTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void aFireWaitsUntilTheOneItReplacesHasAnswered() {
        replacing(1);
        Execution first = scheduler.trigger("report");

        Execution second = scheduler.trigger("report");
        int whileRunning = scheduler.sent.size();
        scheduler.answer(Outcome.success(200));

        assertThat(whileRunning).isEqualTo(1);
        assertThat(reasonOf(second).code()).isEqualTo(Reason.WAITING_FOR_TURN);
        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.sent.get(1).execution().id()).isEqualTo(second.id());
        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void theReplacedOneNamesItsReplacementAndKeepsWhatItsAttemptSaid() {
        replacing(1);
        Execution first = scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        Execution meanwhile = scheduler.stored(first);
        scheduler.answer(Outcome.success(200));
        Execution replaced = scheduler.stored(first);

        assertThat(meanwhile.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(reasonOf(meanwhile).code()).isEqualTo(Reason.CONCURRENCY_REPLACED);
        assertThat(reasonOf(replaced).code()).isEqualTo(Reason.CONCURRENCY_REPLACED);
        assertThat(reasonOf(replaced).sentence()).contains(second.id().toString());
        assertThat(replaced.shard(0).attempts())
                .extracting(attempt -> attempt.status())
                .containsExactly(AttemptStatus.SUCCESS);
    }

    @Test
    void aFireStartsAtTheDeadlineOfTheOneItReplacesWhenNoAnswerComes() {
        replacing(1);
        scheduler.trigger("report");
        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());
        scheduler.trigger("report");

        scheduler.advance(TIMEOUT);
        int beforeTheDeadline = scheduler.sent.size();
        scheduler.advance(EngineSettings.DEFAULT.answerGrace());

        assertThat(beforeTheDeadline).isEqualTo(1);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void theReplacedOneIsNotTriedAgain() {
        replacing(1);
        Execution first = scheduler.trigger("report");
        scheduler.trigger("report");

        scheduler.answer(scheduler.sent.get(0), SchedulerHarness.failure("broken"));
        scheduler.advance(TIMEOUT.minusSeconds(1));

        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void aFurtherFireTakesTheTurnOfTheOneThatWaits() {
        replacing(1);
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        Execution third = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        Execution overtaken = scheduler.stored(second);
        assertThat(overtaken.status()).isEqualTo(ExecutionStatus.SKIPPED);
        assertThat(reasonOf(overtaken).code()).isEqualTo(Reason.CONCURRENCY_REPLACED);
        assertThat(reasonOf(overtaken).sentence()).contains(third.id().toString());
        assertThat(scheduler.sent)
                .extracting(request -> request.execution().id())
                .endsWith(third.id())
                .hasSize(2);
    }

    @Test
    void theOldestOfSeveralIsReplaced() {
        replacing(2);
        Execution first = scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        Execution third = scheduler.trigger("report");
        scheduler.answer(scheduler.sent.get(0), Outcome.success(200));
        scheduler.answer(scheduler.sent.get(1), Outcome.success(200));

        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.stored(second).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.sent.get(2).execution().id()).isEqualTo(third.id());
    }

    @Test
    void anExecutionWithNothingUnderWayMakesWayAtOnce() {
        replacing(1);
        Execution first = scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("broken"));

        Execution second = scheduler.trigger("report");

        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.sent.get(1).execution().id()).isEqualTo(second.id());
    }

    @Test
    void everyShardUnderWayIsWaitedForAndNoOtherBegins() {
        SchedulerHarness tight = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(2, 2));
        tight.create(Jobs.manual("report")
                .concurrency(Overlap.REPLACE, 1)
                .shards(new ShardPlan.Count(3))
                .build());
        Execution first = tight.trigger("report");
        Execution second = tight.trigger("report");

        tight.answer(tight.sent.get(0), Outcome.success(200));
        int afterOne = tight.sent.size();
        tight.answer(tight.sent.get(1), Outcome.success(200));

        assertThat(afterOne).isEqualTo(2);
        assertThat(tight.stored(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(tight.stored(first).shard(2).attempts()).isEmpty();
        assertThat(tight.sent.subList(2, tight.sent.size()))
                .isNotEmpty()
                .allMatch(request -> request.execution().id().equals(second.id()));
    }

    @Test
    void aRestartWaitsForTheOneThatIsReplacedToo() {
        replacing(1);
        Execution first = scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        scheduler.restart();
        int afterRestart = scheduler.sent.size();
        scheduler.advance(TIMEOUT.plusSeconds(1));

        assertThat(afterRestart).isEqualTo(1);
        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.sent.get(1).execution().id()).isEqualTo(second.id());
    }

    @Test
    void anAttemptThatHasNotLeftIsNotSentAnyMore() {
        replacing(1);
        Event.Requested one = trigger(null);
        Event.Requested two = trigger(null);

        scheduler.round(one, two);
        Execution second = executed(two);
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent)
                .last()
                .satisfies(request -> assertThat(request.execution().id()).isEqualTo(second.id()));
        assertThat(scheduler.stored(executed(one)).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    @Test
    void aTriggerThatFindsItsKeyUsedReplacesNothing() {
        replacing(1);
        scheduler.submit(new Command.TriggerJob("report", Trigger.API, "k", "h", null));
        scheduler.answer(Outcome.success(200));
        Execution running = scheduler.trigger("report");

        scheduler.round(trigger("k"));

        assertThat(scheduler.stored(running).reason()).isNull();
        scheduler.answer(Outcome.success(200));
        assertThat(scheduler.stored(running).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void cancellingWhatIsBeingReplacedDoesNotFreeItsPlace() {
        replacing(1);
        Execution first = scheduler.trigger("report");
        scheduler.trigger("report");

        Reply reply = scheduler.submit(new Command.Cancel(scheduler.stored(first)));

        assertThat(((Reply.Executed) reply).execution().status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aQueueShrinksToItsNewestWhenTheJobTurnsToReplace() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        List<Execution> asked =
                Stream.generate(() -> scheduler.trigger("report")).limit(101).toList();

        replacing(1);
        scheduler.answer(Outcome.success(200));

        assertThat(asked.subList(1, 100))
                .allMatch(execution -> scheduler.stored(execution).status() == ExecutionStatus.SKIPPED);
        assertThat(scheduler.sent.get(1).execution().id())
                .isEqualTo(asked.get(100).id());
    }

    @Test
    void aReopenedExecutionReplacesTheOneUnderWay() {
        replacing(1);
        Execution first = scheduler.trigger("report");
        scheduler.submit(new Command.Cancel(first));
        Execution second = scheduler.trigger("report");

        scheduler.submit(new Command.Reopen(scheduler.stored(first)));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(second).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.sent.get(2).execution().id()).isEqualTo(first.id());
    }

    private void replacing(int limit) {
        scheduler.submit(new Command.PutJob(Jobs.manual("report")
                .concurrency(Overlap.REPLACE, limit)
                .timeout(TIMEOUT)
                .build()));
    }

    private Event.Requested trigger(@Nullable String key) {
        return scheduler.request(new Command.TriggerJob("report", Trigger.API, key, key == null ? null : "h", null));
    }

    private Execution executed(Event.Requested request) {
        return ((Reply.Executed) Objects.requireNonNull(scheduler.takeReply(request))).execution();
    }
}
