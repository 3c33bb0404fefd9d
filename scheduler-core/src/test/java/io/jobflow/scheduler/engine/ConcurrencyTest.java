package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Fires that overlap, and slots that are short. */
class ConcurrencyTest {

    @Test
    void skipRecordsAnOverlappingFireWithItsReason() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.SKIP, 1).build());
        scheduler.trigger("report");

        Execution second = scheduler.trigger("report");

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.stored(second).status()).isEqualTo(ExecutionStatus.SKIPPED);
        assertThat(reasonOf(scheduler.stored(second)).code()).isEqualTo(Reason.CONCURRENCY_SKIP);
    }

    @Test
    void skipRunsTheNextFireOnceTheEarlierOneHasEnded() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.SKIP, 1).build());
        scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));
        scheduler.trigger("report");

        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void queueRunsOverlappingFiresInOrder() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");
        Execution third = scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().id())
                .endsWith(second.id(), third.id());
    }

    @Test
    void queueIsBounded() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(
                Jobs.manual("report").concurrency(Overlap.QUEUE, 1).maxQueued(1).build());
        scheduler.trigger("report");
        scheduler.trigger("report");

        Execution third = scheduler.trigger("report");

        assertThat(third.status()).isEqualTo(ExecutionStatus.SKIPPED);
        assertThat(reasonOf(third).code()).isEqualTo(Reason.CONCURRENCY_QUEUE_FULL);
    }

    @Test
    void allowRunsSideBySide() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.ALLOW, 10).build());

        scheduler.trigger("report");
        scheduler.trigger("report");

        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void waitsForASlotWhenTheServiceIsBusy() {
        SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(10, 1));
        scheduler.create(Jobs.manual("report").concurrency(Overlap.ALLOW, 10).build());
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        int before = scheduler.sent.size();
        scheduler.answer(Outcome.success(200));

        assertThat(before).isEqualTo(1);
        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.sent.get(1).execution().id()).isEqualTo(second.id());
    }

    @Test
    void aFreeSlotGoesToTheHigherPriority() {
        SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        scheduler.create(Jobs.manual("blocker").build());
        scheduler.create(Jobs.manual("low").priority(-1).build());
        scheduler.create(Jobs.manual("high").priority(1).build());
        scheduler.trigger("blocker");
        scheduler.trigger("low");
        scheduler.trigger("high");

        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent.get(1).execution().jobName()).isEqualTo("high");
    }

    @Test
    void everySlotIsFreeAgainWhenEverythingHasEnded() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.ALLOW, 10).build());
        scheduler.trigger("report");
        scheduler.trigger("report");

        scheduler.answer(scheduler.sent.get(0), Outcome.success(200));
        scheduler.answer(scheduler.sent.get(1), Outcome.success(200));

        assertThat(scheduler.engine().load().attemptsInFlight()).isZero();
        assertThat(scheduler.engine().load().liveExecutions()).isZero();
    }

    @Test
    void aRaisedLimitStartsWhatWaits() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        scheduler.trigger("report");
        scheduler.trigger("report");
        scheduler.trigger("report");

        scheduler.submit(new Command.PutJob(
                Jobs.manual("report").concurrency(Overlap.QUEUE, 2).build()));

        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void aShardThatWaitsForASlotFollowsItsJobToAnotherService() {
        SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(10, 1));
        scheduler.create(Jobs.manual("other").urls("http://busy:1").build());
        scheduler.create(Jobs.manual("report")
                .urls("http://full:1")
                .concurrency(Overlap.ALLOW, 5)
                .build());
        scheduler.trigger("other");
        scheduler.trigger("report");
        scheduler.trigger("report");

        scheduler.submit(new Command.PutJob(Jobs.manual("report")
                .urls("http://busy:1")
                .concurrency(Overlap.ALLOW, 5)
                .build()));
        scheduler.answer(scheduler.sent.get(1), Outcome.success(200));
        int whileBusy = scheduler.sent.size();
        scheduler.answer(scheduler.sent.get(0), Outcome.success(200));

        assertThat(whileBusy).isEqualTo(2);
        assertThat(scheduler.sent).hasSize(3);
    }

    @Test
    void aReopenedExecutionThatWaitsItsTurnIsNotStartedByTheRetryItWaitedForBefore() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").concurrency(Overlap.SKIP, 1).build());
        Execution first = scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("broken"));
        scheduler.submit(new Command.Cancel(first));
        scheduler.trigger("report");

        scheduler.submit(new Command.Reopen(scheduler.stored(first)));
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.PENDING);
    }

    @Test
    void nothingIsAwaitedAnyMoreWhenEverythingHasEnded() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.engine().untilNextWake(scheduler.time.moment())).isNull();
    }
}
