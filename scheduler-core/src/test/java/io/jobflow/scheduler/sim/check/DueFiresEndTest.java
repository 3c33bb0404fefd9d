package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.at;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static io.jobflow.scheduler.sim.check.Sample.succeeded;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.engine.EngineLoad;
import java.time.Duration;
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
}
