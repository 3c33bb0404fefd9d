package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that are written before they have a slot, with one slot in all. */
class WrittenAheadTest {

    private final SchedulerHarness scheduler =
            new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1).withPlanAhead(Duration.ZERO));

    @BeforeEach
    void aJobWhoseServiceAnsweredThreeTimesInASecond() {
        scheduler.create(Jobs.manual("report")
                .concurrency(Overlap.ALLOW, 100)
                .maxAttempts(1)
                .build());
        for (int i = 0; i < 3; i++) {
            scheduler.trigger("report");
            scheduler.answer(Outcome.success(200));
        }
        scheduler.sent.clear();
        scheduler.writes.clear();
    }

    @Test
    void whatFindsNoSlotIsWrittenWithItsAttemptAndLeavesWithoutAnotherWrite() {
        scheduler.trigger("report");
        scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.writes)
                .extracting(Object::getClass)
                .containsOnly(StoreWrite.RecordTrigger.class, StoreWrite.SettleAttempt.class)
                .hasSize(4);
    }

    @Test
    void aDueFireToo() {
        scheduler.create(Jobs.manual("a").schedule(soon()).build());
        scheduler.create(Jobs.manual("b").schedule(soon()).build());
        scheduler.writes.clear();

        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.writes)
                .extracting(Object::getClass)
                .containsOnly(StoreWrite.RecordFires.class, StoreWrite.SettleAttempt.class)
                .hasSize(4);
    }

    private OneTimeSchedule soon() {
        return new OneTimeSchedule(scheduler.time.now().plusSeconds(1).atZone(ZoneOffset.UTC));
    }

    @Test
    void oneThatHasEndedWakesNobody() {
        scheduler.create(Jobs.manual("a").schedule(soon()).build());
        scheduler.advance(Duration.ofSeconds(1));

        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.engine().untilNextWake(scheduler.time.moment())).isNull();
    }

    @Test
    void noMoreIsWrittenAheadThanTheServiceAnswersInTwoSeconds() {
        for (int i = 0; i < 1 + 2 * 3 + 1; i++) {
            scheduler.trigger("report");
        }

        assertThat(scheduler.everything())
                .filteredOn(execution -> execution.status() == ExecutionStatus.PENDING)
                .hasSize(1);
    }

    @Test
    void aServiceThatHasNotAnsweredLatelyGetsNothingWrittenAhead() {
        scheduler.create(Jobs.manual("other")
                .concurrency(Overlap.ALLOW, 100)
                .urls("http://127.0.0.1:1")
                .build());

        scheduler.trigger("other");
        scheduler.trigger("other");

        assertThat(scheduler.everything())
                .filteredOn(execution -> execution.jobName().equals("other"))
                .extracting(Execution::status)
                .contains(ExecutionStatus.PENDING);
    }
}
