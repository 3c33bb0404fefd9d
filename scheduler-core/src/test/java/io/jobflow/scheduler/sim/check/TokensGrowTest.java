package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.ended;
import static io.jobflow.scheduler.sim.check.Sample.execution;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.shard;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.ShardStatus;
import org.junit.jupiter.api.Test;

class TokensGrowTest {

    @Test
    void objectsToATokenThatIsNotGreaterThanTheOneBefore() {
        Checker checker = new TokensGrow();
        Execution row = execution(
                1,
                0,
                ExecutionStatus.RUNNING,
                null,
                shard(ShardStatus.RUNNING, null, ended(1, 7, Outcome.success(200)), running(2, 7)));

        assertThatThrownBy(() -> Sample.see(checker, stored(row)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("is not above");
    }

    @Test
    void objectsToATokenThatTwoAttemptsHave() {
        Checker checker = new TokensGrow();
        Execution other =
                execution(2, 0, ExecutionStatus.RUNNING, null, shard(ShardStatus.RUNNING, null, running(1, 1)));

        assertThatThrownBy(() -> Sample.see(checker, stored(running(1)), stored(other)))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("token");
    }

    @Test
    void acceptsTokensThatGrow() {
        Checker checker = new TokensGrow();
        Execution row = execution(
                1,
                0,
                ExecutionStatus.RUNNING,
                null,
                shard(ShardStatus.RUNNING, null, ended(1, 1, Outcome.success(200)), running(2, 9)));

        assertThatCode(() -> Sample.see(checker, stored(running(1)), stored(row)))
                .doesNotThrowAnyException();
    }
}
