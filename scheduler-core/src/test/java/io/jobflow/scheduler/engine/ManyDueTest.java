package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** More fires in one instant, unplanned, than one commit should hold. */
class ManyDueTest {

    private static final int JOBS = PlanDueFires.MAX_WRITES + 100;

    @Test
    void plansWhatIsDueABoundedNumberAtATime() {
        SchedulerHarness scheduler = new SchedulerHarness();
        for (int i = 0; i < JOBS; i++) {
            scheduler.create(Jobs.manual("report-" + i)
                    .schedule(new OneTimeSchedule(
                            scheduler.time.now().plusSeconds(60).atZone(ZoneOffset.UTC)))
                    .build());
        }
        scheduler.advanceWhileDown(Duration.ofSeconds(60));

        List<Effect> first = scheduler.engine().step(new Event.Tick(), scheduler.time.moment());

        assertThat(first.stream().filter(ManyDueTest::recordsFires)).hasSize(PlanDueFires.MAX_WRITES);
        assertThat(scheduler.engine().untilNextWake(scheduler.time.moment()))
                .as("nothing to do before some of it is durable")
                .isNull();
    }

    @Test
    void forgetsNoneOfThem() {
        SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(JOBS, JOBS));
        for (int i = 0; i < JOBS; i++) {
            scheduler.create(Jobs.manual("report-" + i)
                    .schedule(new OneTimeSchedule(
                            scheduler.time.now().plusSeconds(60).atZone(ZoneOffset.UTC)))
                    .build());
        }
        scheduler.advanceWhileDown(Duration.ofSeconds(60));

        scheduler.advance(Duration.ofMillis(1));

        assertThat(scheduler.sent).hasSize(JOBS);
    }

    private static boolean recordsFires(Effect effect) {
        return effect instanceof Effect.Write write && write.write() instanceof StoreWrite.RecordFires;
    }
}
