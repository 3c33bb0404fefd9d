package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Planned fires that are taken back before their time, or end before it. */
class PlannedFireWithdrawnTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

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
    void stoppingTakesPlannedFiresBack() {
        scheduler.create(Jobs.every(Duration.ofSeconds(10)).build());
        scheduler.advance(Duration.ofMillis(9_500));

        scheduler.stopping();

        assertThat(scheduler.everything()).isEmpty();
        assertThat(scheduler.store.findJob("report").orElseThrow().nextFire()).isEqualTo(START.plusSeconds(10));
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
}
