package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.schedule.MisfirePolicy.Action;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fire times that came while no process ran. */
class MisfireTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void skipRunsNoneAndRecordsEach() {
        scheduler.create(Jobs.every(HOUR).misfire(Action.SKIP, MINUTE, 100).build());

        downFor(Duration.ofMinutes(210));

        assertThat(scheduler.sent).isEmpty();
        assertThat(scheduler.executions()).hasSize(3).allSatisfy(execution -> {
            assertThat(execution.status()).isEqualTo(ExecutionStatus.MISFIRED);
            assertThat(reasonOf(execution).code()).isEqualTo(Reason.MISFIRED);
        });
    }

    @Test
    void skipStillRunsAFireThatIsWithinTheThreshold() {
        scheduler.create(Jobs.every(HOUR).misfire(Action.SKIP, MINUTE, 100).build());

        downFor(Duration.ofMinutes(180).plusSeconds(30));

        assertThat(scheduler.statuses())
                .containsExactly(ExecutionStatus.MISFIRED, ExecutionStatus.MISFIRED, ExecutionStatus.RUNNING);
    }

    @Test
    void catchUpGoesBackNoFurtherThanItsWindow() {
        scheduler.create(Jobs.every(HOUR)
                .misfire(Action.CATCH_UP, MINUTE, 100)
                .misfireWindow(Duration.ofMinutes(95))
                .build());

        downFor(Duration.ofMinutes(210));

        assertThat(reasonOf(scheduler.executions().get(0)).code()).isEqualTo(Reason.MISFIRED_BEFORE_WINDOW);
        assertThat(scheduler.statuses())
                .containsExactly(ExecutionStatus.MISFIRED, ExecutionStatus.RUNNING, ExecutionStatus.PENDING);
        assertThat(reasonOf(scheduler.executions().get(0)).sentence()).contains("its window of 95m");
    }

    @Test
    void fireOnceRunsNothingThatIsOlderThanItsWindow() {
        scheduler.create(Jobs.every(HOUR)
                .misfire(Action.FIRE_ONCE, MINUTE, 100)
                .misfireWindow(Duration.ofMinutes(20))
                .build());

        downFor(Duration.ofMinutes(90));

        assertThat(scheduler.sent).isEmpty();
        assertThat(reasonOf(scheduler.executions().get(0)).code()).isEqualTo(Reason.MISFIRED_BEFORE_WINDOW);
    }

    @Test
    void aMissedFireThatRanSaysSoWhenThereIsNothingElseToSay() {
        scheduler.create(Jobs.every(HOUR).misfire(Action.FIRE_ONCE, MINUTE, 100).build());
        downFor(Duration.ofMinutes(90));

        scheduler.answer(Outcome.success(200));

        Execution late = scheduler.executions().get(0);
        assertThat(late.status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(late.toldReason()).isNotNull().extracting(Reason::code).isEqualTo(Reason.MISFIRE_RUN);
    }

    @Test
    void fireOnceRunsTheNewestMissedFire() {
        scheduler.create(Jobs.every(HOUR).misfire(Action.FIRE_ONCE, MINUTE, 100).build());

        downFor(Duration.ofMinutes(210));

        assertThat(scheduler.statuses())
                .containsExactly(ExecutionStatus.MISFIRED, ExecutionStatus.MISFIRED, ExecutionStatus.RUNNING);
        assertThat(scheduler.sent).singleElement().satisfies(request -> {
            assertThat(request.execution().fireTime()).isEqualTo(START.plus(HOUR.multipliedBy(3)));
            assertThat(request.execution().trigger()).isEqualTo(Trigger.MISFIRE);
        });
    }

    @Test
    void fireOnceAddsNothingToAFireThatIsOnTimeAnyway() {
        scheduler.create(Jobs.every(HOUR).misfire(Action.FIRE_ONCE, MINUTE, 100).build());

        downFor(Duration.ofMinutes(180).plusSeconds(30));

        assertThat(scheduler.sent)
                .singleElement()
                .satisfies(request -> assertThat(request.execution().trigger()).isEqualTo(Trigger.SCHEDULE));
    }

    @Test
    void catchUpRunsMissedFiresOneAfterAnotherOldestFirst() {
        scheduler.create(Jobs.every(HOUR).misfire(Action.CATCH_UP, MINUTE, 100).build());

        downFor(Duration.ofMinutes(210));
        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().fireTime())
                .containsExactly(START.plus(HOUR), START.plus(HOUR.multipliedBy(2)), START.plus(HOUR.multipliedBy(3)));
        assertThat(scheduler.statuses()).containsOnly(ExecutionStatus.SUCCESS);
    }

    @Test
    void catchUpRunsAtMostTheMaximumAndRecordsTheRest() {
        scheduler.create(Jobs.every(HOUR)
                .misfire(Action.CATCH_UP, MINUTE, 2)
                .concurrency(Overlap.ALLOW, 10)
                .build());

        downFor(Duration.ofMinutes(210));

        assertThat(scheduler.statuses())
                .containsExactly(ExecutionStatus.MISFIRED, ExecutionStatus.RUNNING, ExecutionStatus.RUNNING);
    }

    @Test
    void lateFiresWithinTheThresholdAllRun() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10))
                .misfire(Action.SKIP, MINUTE, 100)
                .concurrency(Overlap.ALLOW, 10)
                .build());

        downFor(Duration.ofSeconds(35));

        assertThat(scheduler.statuses())
                .containsExactly(ExecutionStatus.RUNNING, ExecutionStatus.RUNNING, ExecutionStatus.RUNNING);
    }

    @Test
    void aLongAbsenceLeavesOneRowForTheOldestFireTimesAndOneEachForTheNewest() {
        scheduler.create(Jobs.every(Duration.ofSeconds(1))
                .misfire(Action.SKIP, MINUTE, 1)
                .build());

        downFor(Duration.ofSeconds(1_563));

        List<Execution> oldest = scheduler.executions();
        assertThat(scheduler
                        .store
                        .listExecutions(
                                new io.jobflow.scheduler.store.ExecutionFilter(
                                        "report", java.util.Set.of(ExecutionStatus.MISFIRED), null, null),
                                new io.jobflow.scheduler.store.PageRequest(0, 1))
                        .total())
                .isEqualTo(DueFires.MAX_ROWS + 1);
        assertThat(oldest).isNotEmpty();
    }

    @Test
    void theNextFireTimeAfterAnAbsenceLiesInTheFuture() {
        scheduler.create(Jobs.every(HOUR).build());

        downFor(Duration.ofMinutes(210));

        assertThat(scheduler.store.findJob("report").orElseThrow().nextFire())
                .isEqualTo(START.plus(HOUR.multipliedBy(4)));
    }

    @Test
    void aRangeRowReachesToTheFirstFireTimeWithARowOfItsOwn() {
        Job job = scheduler.create(Jobs.every(Duration.ofSeconds(10))
                .misfire(Action.CATCH_UP, MINUTE, 2_000)
                .build());

        DueFires due = DueFires.of(new FireTimes(job, null), START.plus(Duration.ofDays(30)));

        List<Instant> run = due.fires().stream()
                .filter(fire -> fire.fate() == DueFires.Fate.RUNS_LATE)
                .map(DueFires.Fire::time)
                .toList();
        assertThat(run)
                .hasSize(2_000)
                .last()
                .isEqualTo(START.plus(Duration.ofDays(30)).minusSeconds(70));
        assertThat(run.get(0)).isEqualTo(run.get(1_999).minusSeconds(19_990));
        assertThat(due.fires().get(0).time()).isEqualTo(START.plusSeconds(10));
        assertThat(due.fires().get(0).reason())
                .extracting(Reason::sentence)
                .asString()
                .contains("to " + run.get(0).minusSeconds(10));
    }

    @Test
    void aRangeIsRecordedThoughItsOldestTimeHasARowFromBeforeTheClockWasSetBack() {
        JobDefinition everySecond = Jobs.every(Duration.ofSeconds(1))
                .misfire(Action.SKIP, MINUTE, 100)
                .build();
        scheduler.create(everySecond);
        scheduler.advance(Duration.ofSeconds(10));
        scheduler.time.setWall(START);
        scheduler.submit(new Command.PutJob(Jobs.every(Duration.ofSeconds(2)).build()));
        scheduler.submit(new Command.PutJob(everySecond));

        downFor(Duration.ofSeconds(3_000));

        assertThat(scheduler.executions())
                .filteredOn(execution ->
                        execution.reason() != null && execution.reason().code().equals(Reason.MISFIRED_RANGE))
                .singleElement()
                .satisfies(range -> assertThat(range.fireTime()).isEqualTo(START.plusSeconds(1)));
    }

    @Test
    void moreOnTimeFiresThanCanRunCountAsMissed() {
        Job job = scheduler.create(Jobs.every(Duration.ofMillis(100))
                .misfire(Action.SKIP, Duration.ofDays(2), 100)
                .build());

        DueFires due = DueFires.of(new FireTimes(job, null), START.plus(Duration.ofDays(1)));

        assertThat(due.fires().stream().filter(fire -> fire.fate() == DueFires.Fate.ON_TIME))
                .hasSize(DueFires.MAX_ON_TIME);
        assertThat(due.fires()).hasSize(DueFires.MAX_ON_TIME + DueFires.MAX_ROWS + 1);
        assertThat(due.fires().get(0).reason()).isNotNull();
    }

    private void downFor(Duration duration) {
        scheduler.advanceWhileDown(duration);
        scheduler.restart();
    }
}
