package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.pending;
import static io.jobflow.scheduler.sim.check.Sample.round;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.saved;
import static io.jobflow.scheduler.sim.check.Sample.sent;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static io.jobflow.scheduler.sim.check.Sample.succeeded;
import static io.jobflow.scheduler.sim.check.Sample.waiting;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.testkit.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

    @Test
    void objectsToOneMoreUnderWayThanTheJobAllows() {
        Checker checker = new Limits(
                new EngineSettings(2, 2, 1, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        JobDefinition one =
                Jobs.manual("report").concurrency(Overlap.QUEUE, 1).maxQueued(1).build();

        assertThatThrownBy(() -> Sample.see(checker, saved(one, 1), stored(running(1)), stored(running(2)), round(3)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("are under way");
    }

    @Test
    void objectsToOneMoreWaitingThanTheJobAllows() {
        Checker checker = new Limits(
                new EngineSettings(2, 2, 1, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        JobDefinition one =
                Jobs.manual("report").concurrency(Overlap.QUEUE, 1).maxQueued(1).build();

        assertThatThrownBy(() -> Sample.see(
                        checker, saved(one, 1), stored(waiting(1, 1)), round(1), stored(waiting(2, 2)), round(2)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("wait");
    }

    @Test
    void objectsToMoreAttemptsThanTheSchedulerMayHave() {
        Checker checker = new Limits(
                new EngineSettings(2, 2, 1, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        JobDefinition many =
                Jobs.manual("report").concurrency(Overlap.ALLOW, 9).maxQueued(9).build();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        saved(many, 1),
                        stored(running(1)),
                        sent(running(1), 1),
                        stored(running(2)),
                        sent(running(2), 2),
                        stored(running(3)),
                        sent(running(3), 3),
                        round(3)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("attempts run");
    }

    @Test
    void objectsToAnExecutionThatJumpsTheQueue() {
        Checker checker = new Limits(
                new EngineSettings(2, 2, 1, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        JobDefinition one =
                Jobs.manual("report").concurrency(Overlap.QUEUE, 1).maxQueued(5).build();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        saved(one, 1),
                        stored(waiting(1, 1)),
                        stored(waiting(2, 2)),
                        round(2),
                        stored(running(2)),
                        round(3)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("went before");
    }

    @Test
    void acceptsALimitThatIsLoweredWhileMoreAreUnderWay() {
        Checker checker = new Limits(
                new EngineSettings(2, 2, 1, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        JobDefinition many =
                Jobs.manual("report").concurrency(Overlap.ALLOW, 9).maxQueued(9).build();
        JobDefinition one =
                Jobs.manual("report").concurrency(Overlap.QUEUE, 1).maxQueued(1).build();

        assertThatCode(() -> Sample.see(
                        checker,
                        saved(many, 1),
                        stored(running(1)),
                        stored(pending(2, 2)),
                        round(2),
                        saved(one, 2),
                        stored(running(2)),
                        round(3)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsOneAfterTheOther() {
        Checker checker = new Limits(
                new EngineSettings(2, 2, 1, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO));
        JobDefinition one =
                Jobs.manual("report").concurrency(Overlap.QUEUE, 1).maxQueued(1).build();

        assertThatCode(() -> Sample.see(
                        checker,
                        saved(one, 1),
                        stored(running(1)),
                        stored(waiting(2, 2)),
                        round(2),
                        stored(running(2)),
                        stored(succeeded(1)),
                        round(3)))
                .doesNotThrowAnyException();
    }
}
