package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tick costs does not depend on the jobs that are not due: none of them is looked at, and nothing is written. */
class IdleTickTest {

    private static final int JOBS = 5_000;
    private static final Duration FAR_AHEAD = Duration.ofDays(300);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    private Job createJob(int number, Instant at) {
        return scheduler.create(Jobs.manual("report-" + number)
                .schedule(new OneTimeSchedule(at.atZone(ZoneOffset.UTC)))
                .build());
    }

    @Test
    void looksAtNoJobAndAsksForNothing() {
        for (int i = 0; i < JOBS; i++) {
            createJob(i, scheduler.time.now().plus(FAR_AHEAD));
        }
        scheduler.advance(Duration.ofSeconds(1));
        int writes = scheduler.writes.size();

        for (int second = 0; second < 60; second++) {
            scheduler.time.advance(Duration.ofSeconds(1));
            Instant wall = scheduler.time.now();
            EngineState state = scheduler.engine().state();
            assertThat(state.dueJobs.toPlanAhead(wall, JOBS)).isEmpty();
            assertThat(state.dueJobs.first(wall)).isNull();

            List<Effect> effects = scheduler.engine().step(new Event.Tick(), scheduler.time.moment());

            assertThat(effects).isEmpty();
        }
        assertThat(scheduler.writes).hasSize(writes);
    }

    @Test
    void sleepsUntilTheFirstIsDue() {
        for (int i = 0; i < JOBS; i++) {
            createJob(i, scheduler.time.now().plus(FAR_AHEAD));
        }
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.engine().untilNextWake(scheduler.time.moment()))
                .isGreaterThan(FAR_AHEAD.minus(Duration.ofMinutes(1)));
    }

    @Test
    void looksOnlyAtWhatIsDueSoon() {
        for (int i = 0; i < JOBS; i++) {
            createJob(i, scheduler.time.now().plus(FAR_AHEAD));
        }
        Job soon = createJob(JOBS, scheduler.time.now().plusSeconds(60));
        scheduler.advance(Duration.ofSeconds(1));

        scheduler.time.advance(Duration.ofSeconds(58));

        assertThat(scheduler.engine().state().dueJobs.toPlanAhead(scheduler.time.now(), JOBS))
                .containsExactly(soon.id());
    }
}
