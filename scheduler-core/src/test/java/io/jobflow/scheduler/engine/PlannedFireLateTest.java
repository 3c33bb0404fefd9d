package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Planned fires whose time comes otherwise than it was planned: in another process, or by a wall clock that was set. */
class PlannedFireLateTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

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

    @Test
    void whatWaitsForTheirPlaceGetsItWhenTheyAreTakenBack() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.CATCH_UP, Duration.ofSeconds(12), 1)
                .concurrency(ConcurrencyPolicy.Overlap.QUEUE, 1)
                .maxQueued(1)
                .build());
        scheduler.advance(Duration.ofMillis(8_400));

        scheduler.advanceWithinACommit(Duration.ofSeconds(22));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.sent)
                .singleElement()
                .satisfies(request -> assertThat(request.execution().fireTime()).isEqualTo(START.plusSeconds(20)));
    }
}
