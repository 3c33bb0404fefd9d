package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static io.jobflow.scheduler.testkit.SchedulerHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy.Action;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs whose fires count from the end of the one before. */
class FixedDelayTest {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void firesOneDelayAfterItsCreationAndThenAfterEachEnd() {
        scheduler.create(delayed().build());
        assertThat(nextFire()).isEqualTo(second(10));

        scheduler.advance(Duration.ofSeconds(10));
        assertThat(nextFire()).isNull();
        scheduler.advance(Duration.ofSeconds(25));
        scheduler.answer(Outcome.success(200));
        assertThat(nextFire()).isEqualTo(second(45));
        scheduler.advance(Duration.ofSeconds(10));

        assertThat(fireTimes()).containsExactly(second(10), second(45));
    }

    @Test
    void theNextFireIsWrittenWithTheEndItCountsFrom() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);
        scheduler.writes.clear();
        scheduler.atCommit(0, CommitFate.LOST);

        assertThatThrownBy(() -> scheduler.answer(Outcome.success(200))).isInstanceOf(ProcessLost.class);

        assertThat(scheduler.writes)
                .hasSize(2)
                .hasAtLeastOneElementOfType(StoreWrite.SettleAttempt.class)
                .contains(new StoreWrite.RecordFires(
                        scheduler.store.findJob("report").orElseThrow().id(), second(20), List.of()));
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.RUNNING);
        assertThat(nextFire()).isNull();
    }

    @Test
    void countsFromTheLastAttemptOfAnExecutionThatFails() {
        scheduler.create(delayed()
                .maxAttempts(2)
                .delays(Duration.ofSeconds(3), Duration.ofSeconds(3))
                .build());
        scheduler.advance(DELAY);

        scheduler.answer(failure("broken"));
        assertThat(nextFire()).isNull();
        scheduler.advance(Duration.ofSeconds(3));
        scheduler.answer(failure("broken"));

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.FAILURE);
        assertThat(nextFire()).isEqualTo(second(23));
    }

    @Test
    void countsFromACancellation() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY.plusSeconds(2));

        scheduler.submit(new Command.Cancel(scheduler.executions().get(0)));

        assertThat(nextFire()).isEqualTo(second(22));
    }

    @Test
    void aRestartGoesOnAwaitingTheEnd() {
        scheduler.create(
                delayed().timeout(Duration.ofSeconds(30)).maxAttempts(1).build());
        scheduler.advance(DELAY);

        scheduler.restart();
        assertThat(nextFire()).isNull();
        scheduler.advance(Duration.ofSeconds(31));

        Execution lost = scheduler.executions().get(0);
        assertThat(lost.status()).isEqualTo(ExecutionStatus.LOST);
        assertThat(nextFire())
                .isEqualTo(java.util.Objects.requireNonNull(lost.finishedAt()).plus(DELAY));
    }

    @Test
    void aRestartKeepsTheStoredNextFire() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);
        scheduler.answer(Outcome.success(200));

        scheduler.advanceWhileDown(Duration.ofSeconds(4));
        scheduler.restart();

        assertThat(nextFire()).isEqualTo(second(20));
    }

    @Test
    void goesOnFromAnAbsenceWhosePolicyRunsNothing() {
        scheduler.create(
                delayed().misfire(Action.SKIP, Duration.ofSeconds(1), 1).build());

        scheduler.advanceWhileDown(Duration.ofHours(1));
        scheduler.restart();

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.MISFIRED);
        assertThat(nextFire()).isEqualTo(second(3_610));
    }

    @Test
    void anAbsenceIsOneMissedFire() {
        scheduler.create(
                delayed().misfire(Action.CATCH_UP, Duration.ofSeconds(1), 100).build());

        scheduler.advanceWhileDown(Duration.ofHours(1));
        scheduler.restart();

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.RUNNING);
        assertThat(nextFire()).isNull();
    }

    @Test
    void aFireThatIsSkippedCountsFromItself() {
        scheduler.create(delayed().concurrency(Overlap.SKIP, 1).build());
        scheduler.trigger("report");

        scheduler.advance(DELAY);

        assertThat(scheduler.statuses()).containsExactlyInAnyOrder(ExecutionStatus.RUNNING, ExecutionStatus.SKIPPED);
        assertThat(nextFire()).isEqualTo(second(20));
    }

    @Test
    void aTriggerByHandDoesNotMoveIt() {
        scheduler.create(delayed().build());
        scheduler.advance(Duration.ofSeconds(4));

        scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        assertThat(nextFire()).isEqualTo(second(10));
    }

    @Test
    void sendingAnExecutionAgainDoesNotMoveIt() {
        scheduler.create(delayed().maxAttempts(1).concurrency(Overlap.ALLOW, 5).build());
        scheduler.advance(DELAY);
        scheduler.answer(failure("broken"));
        Execution failed = scheduler.executions().get(0);

        scheduler.submit(new Command.Reopen(scheduler.stored(failed)));
        scheduler.advance(Duration.ofSeconds(3));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.stored(failed).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(nextFire()).isEqualTo(second(20));
    }

    @Test
    void anExecutionSentAgainIsNotTakenForTheOneAwaitedAfterARestart() {
        scheduler.create(delayed()
                .maxAttempts(1)
                .timeout(Duration.ofMinutes(10))
                .concurrency(Overlap.ALLOW, 5)
                .build());
        scheduler.advance(DELAY);
        scheduler.answer(failure("broken"));
        scheduler.advance(DELAY);
        Execution failed = scheduler.stored(scheduler.executions().get(0));
        scheduler.submit(new Command.Reopen(failed));

        scheduler.restart();
        scheduler.submit(new Command.Cancel(scheduler.stored(failed)));
        assertThat(nextFire()).isNull();
        scheduler.submit(new Command.Cancel(scheduler.executions().get(1)));

        assertThat(nextFire()).isEqualTo(second(30));
    }

    @Test
    void anotherDelayCountsFromTheEndThatIsAwaited() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);

        put(delayed().schedule(new FixedDelaySchedule(Duration.ofMinutes(1))));
        assertThat(nextFire()).isNull();
        scheduler.advance(Duration.ofSeconds(5));
        scheduler.answer(Outcome.success(200));

        assertThat(nextFire()).isEqualTo(second(75));
    }

    @Test
    void anotherDelayMovesAFireThatIsPlanned() {
        scheduler.create(delayed().build());
        scheduler.advance(Duration.ofSeconds(4));

        put(delayed().schedule(new FixedDelaySchedule(Duration.ofMinutes(1))));

        assertThat(nextFire()).isEqualTo(second(64));
    }

    @Test
    void aChangeOfSomethingElseKeepsWhatIsAwaited() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);

        put(delayed().priority(3));
        scheduler.answer(Outcome.success(200));

        assertThat(nextFire()).isEqualTo(second(20));
    }

    @Test
    void firesOneDelayAfterItIsSwitchedOnWhateverStillRuns() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);
        scheduler.submit(new Command.EnableJob("report", false));
        scheduler.advance(Duration.ofSeconds(5));

        scheduler.submit(new Command.EnableJob("report", true));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(Outcome.success(200));

        assertThat(nextFire()).isEqualTo(second(25));
    }

    @Test
    void anEndWhileItIsSwitchedOffPlansNothing() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);
        scheduler.submit(new Command.EnableJob("report", false));

        scheduler.answer(Outcome.success(200));

        assertThat(nextFire()).isNull();
        scheduler.restart();
        assertThat(nextFire()).isNull();
    }

    @Test
    void goesOnWhenItsFireHadBeenRecordedBefore() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);
        scheduler.answer(Outcome.success(200));
        scheduler.time.setWall(START);
        put(delayed().schedule(new FixedDelaySchedule(DELAY.multipliedBy(2))));
        put(delayed());

        scheduler.advance(DELAY);

        assertThat(scheduler.executions()).hasSize(1);
        assertThat(nextFire()).isEqualTo(second(20));
    }

    @Test
    void goesOnAfterACrashBetweenARecordedFireAndWhatFollowsIt() {
        scheduler.create(delayed().build());
        scheduler.advance(DELAY);
        scheduler.answer(Outcome.success(200));
        scheduler.time.setWall(START);
        put(delayed().schedule(new FixedDelaySchedule(DELAY.multipliedBy(2))));
        put(delayed());
        scheduler.atCommit(1, CommitFate.LOST);
        assertThatThrownBy(() -> scheduler.advance(DELAY)).isInstanceOf(ProcessLost.class);
        assertThat(nextFire()).isNull();

        scheduler.restart();

        assertThat(nextFire()).isEqualTo(second(20));
    }

    @Test
    void anAwaitedExecutionMayWaitItsTurnInTheStore() {
        EngineSettings narrow =
                new EngineSettings(4, 4, 1, 10, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO);
        SchedulerHarness queueing = new SchedulerHarness(narrow);
        queueing.create(delayed()
                .concurrency(Overlap.QUEUE, 1)
                .timeout(Duration.ofHours(1))
                .build());
        for (int i = 0; i < 5; i++) {
            queueing.trigger("report");
        }
        queueing.advance(DELAY);

        queueing.restart();
        assertThat(nextFire(queueing)).isNull();
        while (queueing.executions().stream()
                .anyMatch(execution -> !execution.status().isFinal())) {
            Execution running = queueing.executions().stream()
                    .filter(execution -> execution.status() == ExecutionStatus.RUNNING)
                    .findFirst()
                    .orElseThrow();
            queueing.submit(new Command.Cancel(running));
        }

        assertThat(queueing.executions()).hasSize(6);
        assertThat(nextFire(queueing)).isEqualTo(second(20));
    }

    private static Jobs delayed() {
        return Jobs.manual("report").schedule(new FixedDelaySchedule(DELAY));
    }

    private void put(Jobs job) {
        scheduler.submit(new Command.PutJob(job.build()));
    }

    private @Nullable Instant nextFire() {
        return nextFire(scheduler);
    }

    private static @Nullable Instant nextFire(SchedulerHarness scheduler) {
        return scheduler.store.findJob("report").orElseThrow().nextFire();
    }

    private List<Instant> fireTimes() {
        return scheduler.executions().stream().map(Execution::fireTime).toList();
    }

    private static Instant second(int second) {
        return START.plusSeconds(second);
    }
}
