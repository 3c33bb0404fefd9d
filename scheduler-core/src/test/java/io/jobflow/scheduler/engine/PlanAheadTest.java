package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fires that are planned a little ahead of their time, and leave at it. */
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
}
