package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.ended;
import static io.jobflow.scheduler.sim.check.Sample.execution;
import static io.jobflow.scheduler.sim.check.Sample.heard;
import static io.jobflow.scheduler.sim.check.Sample.round;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.sent;
import static io.jobflow.scheduler.sim.check.Sample.shard;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static io.jobflow.scheduler.sim.check.Sample.succeeded;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.ShardStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomesKeptTest {

    @Test
    void objectsToAnOutcomeThatIsNotStoredWhenTheRoundIsDone() {
        Checker checker = new OutcomesKept();

        assertThatThrownBy(() -> Sample.see(
                        checker, stored(running(1)), sent(running(1), 1), heard(1, Outcome.success(200)), round(2)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("still runs");
    }

    @Test
    void objectsToAnOutcomeThatNobodySaid() {
        Checker checker = new OutcomesKept();
        Outcome broken = Outcome.retryable(JobResult.FAILURE, "broken");

        assertThatThrownBy(() -> Sample.see(
                        checker, stored(running(1)), sent(running(1), 1), heard(1, broken), stored(succeeded(1))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("which nobody said");
    }

    @Test
    void objectsToATimeOutBeforeItsTime() {
        Checker checker = new OutcomesKept();
        Outcome late = Outcome.retryable(JobResult.TIMEOUT, "no answer");
        Execution row = execution(
                1,
                1,
                ExecutionStatus.TIMEOUT,
                "attempts.exhausted",
                shard(ShardStatus.TIMEOUT, null, ended(1, 1, late)));

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), sent(running(1), 0), stored(row)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("which nobody said");
    }

    @Test
    void objectsToAFailureWithoutADeadLetter() {
        Checker checker = new OutcomesKept();
        Outcome gone = Outcome.retryable(JobResult.REJECTED, "no instance");
        Execution row = execution(
                1, 1, ExecutionStatus.FAILURE, "attempt.rejected", shard(ShardStatus.FAILURE, null, ended(1, 1, gone)));

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        stored(row),
                        new Fact.Ended(
                                true, Sample.at(9), List.of(), List.of(row), List.of(), new EngineLoad(0, 0, 0))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("dead letter");
    }

    @Test
    void acceptsAnOutcomeThatWasHeardOrLostWithItsProcess() {
        Checker checker = new OutcomesKept();

        assertThatCode(() -> Sample.see(
                        checker,
                        stored(running(1)),
                        stored(running(2)),
                        sent(running(1), 1),
                        heard(1, Outcome.success(200)),
                        heard(2, Outcome.success(200)),
                        stored(succeeded(1)),
                        new Fact.NodeLost(1, "killed"),
                        round(2)))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsACancellationThatSomebodyAskedFor() {
        Checker checker = new OutcomesKept();
        Outcome stop = new Outcome(JobResult.CANCELLED, null, "cancelled", null, false, null);
        Execution row = execution(
                1,
                1,
                ExecutionStatus.CANCELLED,
                "cancelled.by-request",
                shard(ShardStatus.CANCELLED, null, ended(1, 1, stop)));

        assertThatCode(() -> Sample.see(
                        checker, stored(running(1)), new Fact.Asked(1, new Command.Cancel(running(1))), stored(row)))
                .doesNotThrowAnyException();
    }
}
