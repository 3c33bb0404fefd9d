package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.at;
import static io.jobflow.scheduler.sim.check.Sample.ended;
import static io.jobflow.scheduler.sim.check.Sample.execution;
import static io.jobflow.scheduler.sim.check.Sample.heard;
import static io.jobflow.scheduler.sim.check.Sample.round;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.saved;
import static io.jobflow.scheduler.sim.check.Sample.sent;
import static io.jobflow.scheduler.sim.check.Sample.shard;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.testkit.Jobs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttemptRulesTest {

    @Test
    void objectsToARequestThatIsNotOnRecord() {
        Checker checker = new AttemptRules(EngineSettings.DEFAULT);

        assertThatThrownBy(() -> Sample.see(checker, sent(running(1), 1)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("before it was on record");
    }

    @Test
    void objectsToARequestThatLeavesTwice() {
        Checker checker = new AttemptRules(EngineSettings.DEFAULT);

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), sent(running(1), 1), sent(running(1), 2)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("left twice");
    }

    @Test
    void objectsToARequestBeforeItsFireTime() {
        Checker checker = new AttemptRules(EngineSettings.DEFAULT);

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), sent(running(1), 0)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("before its fire time");
    }

    @Test
    void objectsToOneAttemptTooMany() {
        Checker checker = new AttemptRules(EngineSettings.DEFAULT);
        JobDefinition twice = Jobs.manual("report")
                .maxAttempts(2)
                .delays(Duration.ofSeconds(1), Duration.ofSeconds(9))
                .build();
        Outcome broken = Outcome.retryable(JobResult.FAILURE, "broken");
        Execution third = execution(
                1,
                1,
                ExecutionStatus.RUNNING,
                null,
                shard(ShardStatus.RUNNING, null, ended(1, 1, broken), ended(2, 2, broken), running(3, 3)));

        assertThatThrownBy(() -> Sample.see(checker, saved(twice, 1), stored(third)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("2 are allowed");
    }

    @Test
    void objectsToAWaitThatIsTooShort() {
        Checker checker = new AttemptRules(EngineSettings.DEFAULT);
        JobDefinition twice = Jobs.manual("report")
                .maxAttempts(2)
                .delays(Duration.ofSeconds(1), Duration.ofSeconds(9))
                .build();
        Outcome broken = Outcome.retryable(JobResult.FAILURE, "broken");
        Execution waits = execution(
                1, 1, ExecutionStatus.PENDING, "waiting.retry", shard(ShardStatus.PENDING, at(1), ended(1, 1, broken)));

        assertThatThrownBy(() -> Sample.see(checker, saved(twice, 1), stored(running(1)), stored(waits)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("waits PT0S");
    }

    @Test
    void acceptsARequestAtItsFireTimeAndAFullWait() {
        Checker checker = new AttemptRules(EngineSettings.DEFAULT);
        JobDefinition twice = Jobs.manual("report")
                .maxAttempts(2)
                .delays(Duration.ofSeconds(1), Duration.ofSeconds(9))
                .build();
        Outcome broken = Outcome.retryable(JobResult.FAILURE, "broken");
        Execution waits = execution(
                1, 1, ExecutionStatus.PENDING, "waiting.retry", shard(ShardStatus.PENDING, at(2), ended(1, 1, broken)));

        assertThatCode(() -> Sample.see(
                        checker,
                        saved(twice, 1),
                        stored(running(1)),
                        sent(running(1), 1),
                        heard(1, broken),
                        stored(waits),
                        round(2)))
                .doesNotThrowAnyException();
    }
}
