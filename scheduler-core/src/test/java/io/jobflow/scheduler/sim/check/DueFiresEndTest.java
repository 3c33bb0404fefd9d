package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.at;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static io.jobflow.scheduler.sim.check.Sample.succeeded;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.testkit.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueFiresEndTest {

    @Test
    void objectsToAnExecutionThatIsStillUnfinished() {
        Checker checker = new DueFiresEnd(Duration.ofSeconds(3));

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        stored(running(1)),
                        new Fact.Idled(),
                        new Fact.Idled(),
                        new Fact.Idled(),
                        new Fact.Ended(
                                false, at(9), List.of(), List.of(running(1)), List.of(), new EngineLoad(0, 0, 0))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("is unfinished");
    }

    @Test
    void objectsToAProcessThatEndsByItself() {
        Checker checker = new DueFiresEnd(Duration.ofSeconds(3));

        assertThatThrownBy(() -> Sample.see(checker, new Fact.NodeFailed("refused")))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("ended by itself");
    }

    @Test
    void acceptsAYoungExecutionAndAFinishedOne() {
        Checker checker = new DueFiresEnd(Duration.ofSeconds(3));

        assertThatCode(() -> Sample.see(
                        checker,
                        stored(succeeded(1)),
                        stored(running(2)),
                        new Fact.Idled(),
                        new Fact.Ended(
                                false,
                                at(9),
                                List.of(),
                                List.of(succeeded(1), running(2)),
                                List.of(),
                                new EngineLoad(0, 0, 0))))
                .doesNotThrowAnyException();
    }

    @Test
    void objectsToAFixedDelayThatHasComeToAStandstill() {
        Checker checker = new DueFiresEnd(Duration.ofSeconds(3));

        assertThatThrownBy(() -> Sample.see(checker, endedAfter(succeeded(1), at(600))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("standstill");
    }

    @Test
    void acceptsAFixedDelayWhoseWindowWasOverBeforeTheClockWasSetBack() {
        Checker checker = new DueFiresEnd(Duration.ofSeconds(3));

        assertThatCode(() -> Sample.see(checker, endedAfter(succeeded(595), at(600))))
                .doesNotThrowAnyException();
    }

    /** A world that ends at second 9 without a next fire of a job with a fixed delay of five seconds. */
    private static Fact endedAfter(Execution last, Instant until) {
        Timetable timetable = new Timetable(
                new FixedDelaySchedule(Duration.ofSeconds(5)), null, until.atZone(ZoneOffset.UTC), null, Duration.ZERO);
        Job job = Sample.job(Jobs.manual("report").timetable(timetable).build(), 1);
        return new Fact.Ended(false, at(9), List.of(job), List.of(last), List.of(), new EngineLoad(0, 0, 0));
    }
}
