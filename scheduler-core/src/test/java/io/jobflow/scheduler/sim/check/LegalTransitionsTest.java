package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.execution;
import static io.jobflow.scheduler.sim.check.Sample.id;
import static io.jobflow.scheduler.sim.check.Sample.pending;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.shard;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static io.jobflow.scheduler.sim.check.Sample.succeeded;
import static io.jobflow.scheduler.sim.check.Sample.waiting;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegalTransitionsTest {

    @Test
    void objectsToAFinalExecutionThatRunsAgain() {
        Checker checker = new LegalTransitions();

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), stored(succeeded(1)), stored(running(1))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("was SUCCESS and is RUNNING");
    }

    @Test
    void objectsToAnAttemptThatIsGone() {
        Checker checker = new LegalTransitions();

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), stored(pending(1, 1))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("attempts of");
    }

    @Test
    void objectsToAStatusThatDoesNotFollowFromTheShards() {
        Checker checker = new LegalTransitions();
        Execution row = execution(
                1, 0, ExecutionStatus.PENDING, "waiting.slot", shard(ShardStatus.RUNNING, null, Sample.running(1, 1)));

        assertThatThrownBy(() -> Sample.see(checker, stored(row)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("status of");
    }

    @Test
    void objectsToAnUnfinishedRowThatIsGone() {
        Checker checker = new LegalTransitions();

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), new Fact.Pruned(List.of(id(1)))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void acceptsARunAndAFinishedRowThatIsGone() {
        Checker checker = new LegalTransitions();

        assertThatCode(() -> Sample.see(
                        checker,
                        stored(waiting(1, 1)),
                        stored(running(1)),
                        stored(succeeded(1)),
                        new Fact.Pruned(List.of(id(1)))))
                .doesNotThrowAnyException();
    }
}
