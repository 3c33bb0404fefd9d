package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.JOB;
import static io.jobflow.scheduler.sim.check.Sample.at;
import static io.jobflow.scheduler.sim.check.Sample.execution;
import static io.jobflow.scheduler.sim.check.Sample.pending;
import static io.jobflow.scheduler.sim.check.Sample.round;
import static io.jobflow.scheduler.sim.check.Sample.saved;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.testkit.Jobs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedFiresTest {

    @Test
    void objectsToAFireTimeWithoutARow() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(5), 1)
                .build();

        assertThatThrownBy(() -> Sample.see(checker, saved(cron, 1), round(9), round(10)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("has no row");
    }

    @Test
    void doesNotMissWhatLiesAheadAgainUntilItsTimeComesOnceMore() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10)).build();
        Sample.see(checker, saved(cron, 1), new Fact.FiresRecorded(JOB, at(20), List.of(pending(1, 10))));

        assertThatCode(() -> Sample.see(checker, round(15))).doesNotThrowAnyException();
        assertThatThrownBy(() -> Sample.see(checker, round(20)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("has no row");
    }

    @Test
    void doesNotAskForWhatLiesAheadOfAnEditThatTakesItAway() {
        Checker checker = new ExpectedFires();
        JobDefinition before = Jobs.every(Duration.ofSeconds(10)).build();
        JobDefinition after = Jobs.every(Duration.ofSeconds(100)).build();
        Sample.see(checker, saved(before, 1), new Fact.FiresRecorded(JOB, at(20), List.of(pending(1, 10))));

        assertThatCode(() -> Sample.see(checker, saved(after, 2), round(20))).doesNotThrowAnyException();
    }

    @Test
    void objectsToAFireTimeThatIsPassedOver() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(5), 1)
                .build();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        saved(cron, 1),
                        new Fact.FiresRecorded(JOB, at(20), List.of(pending(1, 20))),
                        round(20)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("has no row");
    }

    @Test
    void objectsToAFireThatWasNotToBe() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(5), 1)
                .build();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        saved(cron, 1),
                        new Fact.FiresRecorded(JOB, at(10), List.of(pending(1, 10), pending(2, 7)))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("was not to fire");
    }

    @Test
    void objectsToAMissedFireThatRunsAgainstThePolicy() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(5), 1)
                .build();

        assertThatThrownBy(() -> Sample.see(
                        checker, saved(cron, 1), new Fact.FiresRecorded(JOB, at(16), List.of(pending(1, 10)))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("were to run");
    }

    @Test
    void objectsToAFireOnTimeThatCountsAsMissed() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(5), 1)
                .build();
        Execution missed = execution(1, 10, ExecutionStatus.MISFIRED, "misfire.not-run");

        assertThatThrownBy(
                        () -> Sample.see(checker, saved(cron, 1), new Fact.FiresRecorded(JOB, at(15), List.of(missed))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("was on time");
    }

    @Test
    void acceptsAFireOnTimeAndAMissedOneThatDoesNotRun() {
        Checker checker = new ExpectedFires();
        JobDefinition cron = Jobs.every(Duration.ofSeconds(10))
                .misfire(MisfirePolicy.Action.SKIP, Duration.ofSeconds(5), 1)
                .build();
        Execution missed = execution(1, 10, ExecutionStatus.MISFIRED, "misfire.not-run");

        assertThatCode(() -> Sample.see(
                        checker,
                        saved(cron, 1),
                        round(9),
                        new Fact.FiresRecorded(JOB, at(20), List.of(missed, pending(2, 20))),
                        round(20)))
                .doesNotThrowAnyException();
    }
}
