package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.at;
import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.succeeded;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.engine.EngineLoad;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueuesDrainTest {

    @Test
    void objectsToWhatIsLeft() {
        Checker checker = new QueuesDrain();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        new Fact.Ended(
                                true, at(9), List.of(), List.of(running(1)), List.of(), new EngineLoad(0, 0, 0))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("is left");
    }

    @Test
    void objectsToAProcessThatHoldsSomething() {
        Checker checker = new QueuesDrain();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        new Fact.Ended(
                                true, at(9), List.of(), List.of(succeeded(1)), List.of(), new EngineLoad(1, 0, 0))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("still holds");
    }

    @Test
    void acceptsAnEmptyEndAndABusyMiddle() {
        Checker checker = new QueuesDrain();

        assertThatCode(() -> Sample.see(
                        checker,
                        new Fact.Ended(
                                false, at(5), List.of(), List.of(running(1)), List.of(), new EngineLoad(1, 0, 1)),
                        new Fact.Ended(
                                true, at(9), List.of(), List.of(succeeded(1)), List.of(), new EngineLoad(0, 0, 0))))
                .doesNotThrowAnyException();
    }
}
