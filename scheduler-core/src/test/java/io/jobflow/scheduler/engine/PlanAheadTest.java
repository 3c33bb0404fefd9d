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
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fires that are planned a little ahead of their time. */
class PlanAheadTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void writesAFireWithItsAttemptAheadOfItsTime() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofMillis(9_000));

        Execution planned = scheduler.everything().get(0);
        assertThat(planned.status()).isEqualTo(ExecutionStatus.PLANNED);
        assertThat(planned.shard(0).attempts()).hasSize(1);
        assertThat(scheduler.store.findJob("report").orElseThrow().nextFire()).isEqualTo(START.plusSeconds(20));
        assertThat(scheduler.sent).isEmpty();
    }

    @Test
    void plansNothingLongBeforeItsTime() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofMillis(8_499));

        assertThat(scheduler.everything()).isEmpty();
    }

    @Test
    void writesNothingAtTheFireTime() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_999));
        int writes = scheduler.writes.size();

        scheduler.advance(Duration.ofMillis(1));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.writes).hasSize(writes);
    }

    @Test
    void aQuickExecutionIsNeverWrittenAsRunning() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofSeconds(10));

        scheduler.answer(Outcome.success(200));
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(scheduler.writes).noneMatch(StoreWrite.RenewAttempt.class::isInstance);
        assertThat(scheduler.executions().get(0).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void oneThatTakesLongerIsWrittenAsRunning() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofSeconds(10));
        Execution left = scheduler.everything().get(0);

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(left.status()).isEqualTo(ExecutionStatus.PLANNED);
        assertThat(scheduler.stored(left).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.stored(left).reason()).isNull();
    }

    @Test
    void aJobThatSkipsIsPlannedAgainWhenItsPlaceIsFree() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1)).build());
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(scheduler.everything()).hasSize(1);

        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.everything())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.SUCCESS, ExecutionStatus.PLANNED);
    }

    @Test
    void anEditTakesAPlannedFireBackAndPlansItAnew() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));
        Execution planned = scheduler.everything().get(0);

        scheduler.submit(new Command.PutJob(
                Jobs.every(Duration.ofSeconds(10)).priority(5).build()));
        scheduler.advance(Duration.ofMillis(500));

        assertThat(scheduler.store.findExecution(planned.id())).isEmpty();
        assertThat(scheduler.sent)
                .extracting(request -> request.execution().jobVersion())
                .containsExactly(2L);
        assertThat(scheduler.sent.get(0).execution().fireTime()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void aDisabledJobsPlannedFireIsGone() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.submit(new Command.EnableJob("report", false));
        scheduler.advance(Duration.ofSeconds(30));

        assertThat(scheduler.everything()).isEmpty();
        assertThat(scheduler.sent).isEmpty();
    }

    @Test
    void aDeletedJobsPlannedFireIsGone() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.submit(new Command.DeleteJob("report"));
        scheduler.advance(Duration.ofSeconds(30));

        assertThat(scheduler.everything()).isEmpty();
        assertThat(scheduler.sent).isEmpty();
    }

    @Test
    void aTriggerGetsThePlaceOfAPlannedFire() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        Execution triggered = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));
        scheduler.advance(Duration.ofMillis(500));

        assertThat(scheduler.stored(triggered).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void aTriggerThatTakesLongLeavesTheFireToTheConcurrencyPolicy() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.trigger("report");
        scheduler.advance(Duration.ofMillis(500));

        assertThat(scheduler.statuses()).containsExactlyInAnyOrder(ExecutionStatus.RUNNING, ExecutionStatus.SKIPPED);
    }

    @Test
    void aPlannedExecutionThatIsCancelledIsFinal() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));
        Execution planned = scheduler.everything().get(0);

        scheduler.submit(new Command.Cancel(planned));
        scheduler.advance(Duration.ofSeconds(1));

        Execution cancelled = scheduler.stored(planned);
        assertThat(cancelled.status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(cancelled.shard(0).attempts()).extracting(a -> a.status()).containsExactly(AttemptStatus.CANCELLED);
        assertThat(cancelled.shard(0).attempts())
                .extracting(a -> a.message())
                .containsExactly("not sent: cancelled by request before that");
        assertThat(cancelled.startedAt()).isEqualTo(cancelled.finishedAt());
        assertThat(scheduler.sent).isEmpty();
    }

    @Test
    void aFireThatWasPlannedGoesOnInTheNextProcess() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));
        Execution planned = scheduler.everything().get(0);

        scheduler.restart();
        scheduler.advance(Duration.ofMillis(500));

        DispatchRequest sent = scheduler.sent.get(0);
        assertThat(sent.execution().id()).isEqualTo(planned.id());
        assertThat(sent.attempt().number()).isEqualTo(1);
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aPlannedFireWhoseTimeHasPassedMayHaveLeft() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1_000))
                .timeout(Duration.ofSeconds(30))
                .maxAttempts(1)
                .build());
        scheduler.advance(Duration.ofMillis(999_500));

        scheduler.advanceWhileDown(Duration.ofSeconds(2));
        scheduler.restart();
        Execution taken = scheduler.everything().get(0);
        scheduler.advance(Duration.ofSeconds(30).plus(WrittenAhead.LONGEST_WAIT));

        assertThat(scheduler.sent).isEmpty();
        assertThat(taken.seenAt(scheduler.time.now()).status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(scheduler.stored(taken).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void waitsForTheWallClockThatWasSetBack() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.time.setWall(START.plusSeconds(5));
        scheduler.advance(Duration.ofMillis(4_999));
        assertThat(scheduler.sent).isEmpty();
        scheduler.advance(Duration.ofMillis(1));

        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void leavesAtOnceWhenTheWallClockWasSetForward() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.time.setWall(START.plusSeconds(12));
        scheduler.advance(Duration.ZERO);

        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aFireWithoutAFreeSlotIsBroughtUpToDateBeforeItLeavesLate() {
        SchedulerHarness narrow = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        narrow.create(Jobs.every(Duration.ofSeconds(10)).named("a").build());
        narrow.create(Jobs.every(Duration.ofSeconds(10)).named("b").build());
        narrow.advance(Duration.ofSeconds(10));
        long written =
                narrow.everything().get(1).shard(0).attempts().get(0).token().value();

        narrow.advance(Duration.ofSeconds(7));
        narrow.answer(Outcome.success(200));

        DispatchRequest late = narrow.sent.get(1);
        assertThat(late.attempt().startedAt()).isEqualTo(START.plusSeconds(17));
        assertThat(late.attempt().token().value()).isGreaterThan(written);
        assertThat(narrow.stored(late.execution()).shard(0).attempts()).containsExactly(late.attempt());
    }

    @Test
    void aTokenIsNeverSmallerThanOneThatHasLeft() {
        scheduler.create(
                Jobs.every(Duration.ofSeconds(10)).concurrency(Overlap.ALLOW, 5).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.trigger("report");
        scheduler.advance(Duration.ofMillis(500));

        assertThat(scheduler.sent)
                .extracting(request -> request.attempt().token().value())
                .isSorted();
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void stoppingTakesPlannedFiresBack() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.stopping();

        assertThat(scheduler.everything()).isEmpty();
        assertThat(scheduler.store.findJob("report").orElseThrow().nextFire()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void plansNothingAheadWhenSwitchedOff() {
        SchedulerHarness off = new SchedulerHarness(EngineSettings.DEFAULT.withPlanAhead(Duration.ZERO));
        off.create(Jobs.every(Duration.ofSeconds(10)).build());

        off.advance(Duration.ofMillis(9_999));
        assertThat(off.everything()).isEmpty();
        off.advance(Duration.ofMillis(1));

        assertThat(off.sent).hasSize(1);
    }

    @Test
    void tellsOfAFireWhenItsTimeHasCome() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_999));
        assertThat(scheduler.notices).noneMatch(Notice.FireRecorded.class::isInstance);

        scheduler.advance(Duration.ofMillis(1));

        assertThat(scheduler.notices)
                .filteredOn(Notice.FireRecorded.class::isInstance)
                .hasSize(1);
    }

    @Test
    void manyFiresOfOneInstantAreFewWrites() {
        for (int i = 0; i < 50; i++) {
            scheduler.create(Jobs.manual("job-" + i)
                    .schedule(new OneTimeSchedule(START.plusSeconds(10).atZone(java.time.ZoneOffset.UTC)))
                    .build());
        }
        int before = scheduler.writes.size();

        scheduler.advance(Duration.ofSeconds(10));

        List<StoreWrite> after = scheduler.writes.subList(before, scheduler.writes.size());
        assertThat(after).hasSize(50);
        assertThat(scheduler.sent).hasSize(50);
    }

    @Test
    void saysWhyItIsThere() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());

        scheduler.advance(Duration.ofMillis(9_500));

        assertThat(SchedulerHarness.reasonOf(scheduler.everything().get(0)).code())
                .isEqualTo(Reason.PLANNED);
    }

    @Test
    void aPlannedFireThatIsFoundLateIsTheMisfirePolicysToDecide() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1_000))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(2), 1)
                .build());
        scheduler.advance(Duration.ofMillis(999_500));

        scheduler.time.setWall(START.plusSeconds(1_010));
        scheduler.advance(Duration.ZERO);

        assertThat(scheduler.sent).isEmpty();
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.MISFIRED);
    }

    @Test
    void stoppingGivesBackWhatHasFoundNoSlotYet() {
        SchedulerHarness narrow = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        narrow.create(Jobs.every(Duration.ofSeconds(1_000)).named("a").build());
        narrow.create(Jobs.every(Duration.ofSeconds(1_000)).named("b").build());
        narrow.advance(Duration.ofSeconds(1_000));
        narrow.answer(narrow.sent.get(0), new Answer.Accepted());

        narrow.stopping();
        narrow.restart();
        Execution waiting = narrow.everything().get(1);
        narrow.submit(new Command.Cancel(narrow.everything().get(0)));
        narrow.advance(Duration.ofSeconds(1));

        assertThat(waiting.status()).isEqualTo(ExecutionStatus.PENDING);
        assertThat(waiting.shard(0).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(AttemptStatus.REJECTED));
        assertThat(narrow.sent).hasSize(2);
    }

    @Test
    void whatAnExecutorReportsOfAPlannedFireCounts() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));
        Execution planned = scheduler.everything().get(0);

        scheduler.submit(new Command.Report(planned, 0, 1, Outcome.success(200)));
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(scheduler.sent).isEmpty();
        assertThat(scheduler.stored(planned).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void whatAnExecutorReportsOfAFireThatWaitsForASlotCounts() {
        SchedulerHarness narrow = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        narrow.create(Jobs.every(Duration.ofSeconds(10))
                .shards(new ShardPlan.Count(2))
                .build());
        narrow.advance(Duration.ofSeconds(10));
        Execution begun = narrow.everything().get(0);

        narrow.submit(new Command.Report(begun, 1, 1, Outcome.success(200)));
        narrow.answer(Outcome.success(200));

        assertThat(narrow.sent).hasSize(1);
        assertThat(narrow.stored(begun).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void aFireThatWaitsForASlotGoesWhereItsJobSaysNow() {
        SchedulerHarness narrow = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        narrow.create(Jobs.every(Duration.ofSeconds(10)).named("a").build());
        narrow.create(Jobs.every(Duration.ofSeconds(10))
                .named("b")
                .urls("http://one:1")
                .build());
        narrow.advance(Duration.ofSeconds(10));

        narrow.submit(new Command.PutJob(Jobs.every(Duration.ofSeconds(10))
                .named("b")
                .urls("http://two:1")
                .build()));
        narrow.answer(Outcome.success(200));

        assertThat(narrow.sent.get(1).instance().baseUrl()).isEqualTo("http://two:1");
        assertThat(narrow.stored(narrow.sent.get(1).execution()).shard(0).attempts())
                .containsExactly(narrow.sent.get(1).attempt());
    }

    @Test
    void oneThatWaitsForASlotAndIsReplacedEndsAtOnceAndSaysWhy() {
        SchedulerHarness narrow = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));
        narrow.create(Jobs.every(Duration.ofSeconds(1_000)).named("a").build());
        narrow.create(Jobs.every(Duration.ofSeconds(1_000))
                .named("b")
                .concurrency(Overlap.QUEUE, 1)
                .build());
        narrow.advance(Duration.ofSeconds(1_000));
        Execution waiting = narrow.everything().get(1);
        narrow.submit(new Command.PutJob(Jobs.every(Duration.ofSeconds(1_000))
                .named("b")
                .concurrency(Overlap.REPLACE, 1)
                .build()));

        narrow.trigger("b");

        assertThat(narrow.stored(waiting).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(SchedulerHarness.reasonOf(narrow.stored(waiting)).code()).isEqualTo(Reason.CONCURRENCY_REPLACED);
    }

    @Test
    void firesThatAreFoundLateTogetherWithAPlannedOneAreDecidedOnceAndInOrder() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.CATCH_UP, Duration.ofSeconds(2), 1)
                .build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.time.setWall(START.plusSeconds(25));
        scheduler.advance(Duration.ZERO);

        assertThat(scheduler.executions())
                .extracting(Execution::status)
                .containsExactly(ExecutionStatus.MISFIRED, ExecutionStatus.RUNNING);
    }
}
