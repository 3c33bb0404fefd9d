package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Planned fires whose time has come and that find no slot: the scheduler has one, and it is taken. */
class PlannedFireWithoutSlotTest {

    private final SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));

    @Test
    void aFireWithoutAFreeSlotIsBroughtUpToDateBeforeItLeavesLate() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).named("a").build());
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).named("b").build());
        scheduler.advance(Duration.ofSeconds(10));
        long written =
                scheduler.everything().get(1).shard(0).attempts().get(0).token().value();

        scheduler.advance(Duration.ofSeconds(7));
        scheduler.answer(Outcome.success(200));

        DispatchRequest late = scheduler.sent.get(1);
        assertThat(late.attempt().startedAt()).isEqualTo(START.plusSeconds(17));
        assertThat(late.attempt().token().value()).isGreaterThan(written);
        assertThat(scheduler.stored(late.execution()).shard(0).attempts()).containsExactly(late.attempt());
    }

    @Test
    void stoppingGivesBackWhatHasFoundNoSlotYet() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1_000)).named("a").build());
        scheduler.create(Jobs.every(Duration.ofSeconds(1_000)).named("b").build());
        scheduler.advance(Duration.ofSeconds(1_000));
        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());

        scheduler.stopping();
        scheduler.restart();
        Execution waiting = scheduler.everything().get(1);
        scheduler.submit(new Command.Cancel(scheduler.everything().get(0)));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(waiting.status()).isEqualTo(ExecutionStatus.PENDING);
        assertThat(waiting.shard(0).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(AttemptStatus.REJECTED));
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void whatAnExecutorReportsOfAFireThatWaitsForASlotCounts() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10))
                .shards(new ShardPlan.Count(2))
                .build());
        scheduler.advance(Duration.ofSeconds(10));
        Execution begun = scheduler.everything().get(0);

        scheduler.submit(new Command.Report(begun, 1, 1, Outcome.success(200)));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.stored(begun).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void aFireThatWaitsForASlotGoesWhereItsJobSaysNow() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).named("a").build());
        scheduler.create(Jobs.every(Duration.ofSeconds(10))
                .named("b")
                .urls("http://one:1")
                .build());
        scheduler.advance(Duration.ofSeconds(10));

        scheduler.submit(new Command.PutJob(Jobs.every(Duration.ofSeconds(10))
                .named("b")
                .urls("http://two:1")
                .build()));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent.get(1).instance().baseUrl()).isEqualTo("http://two:1");
        assertThat(scheduler.stored(scheduler.sent.get(1).execution()).shard(0).attempts())
                .containsExactly(scheduler.sent.get(1).attempt());
    }

    @Test
    void oneThatWaitsForASlotAndIsReplacedEndsAtOnceAndSaysWhy() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1_000)).named("a").build());
        scheduler.create(Jobs.every(Duration.ofSeconds(1_000))
                .named("b")
                .concurrency(Overlap.QUEUE, 1)
                .build());
        scheduler.advance(Duration.ofSeconds(1_000));
        Execution waiting = scheduler.everything().get(1);
        scheduler.submit(new Command.PutJob(Jobs.every(Duration.ofSeconds(1_000))
                .named("b")
                .concurrency(Overlap.REPLACE, 1)
                .build()));

        scheduler.trigger("b");

        assertThat(scheduler.stored(waiting).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(SchedulerHarness.reasonOf(scheduler.stored(waiting)).code()).isEqualTo(Reason.CONCURRENCY_REPLACED);
    }
}
