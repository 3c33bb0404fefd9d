package io.jobflow.scheduler.sim.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NoBusyLoopTest {

    @Test
    void objectsToManyIdleRoundsInASecond() {
        Checker checker = new NoBusyLoop(1);
        checker.see(new Seen(Duration.ofMillis(100), new Fact.Idled()));

        assertThatThrownBy(() -> Sample.see(checker, new Fact.Idled()))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("rounds without effect");
    }

    @Test
    void acceptsOneASecond() {
        Checker checker = new NoBusyLoop(1);

        assertThatCode(() -> Sample.see(checker, new Fact.Idled(), new Fact.Idled(), new Fact.Idled()))
                .doesNotThrowAnyException();
    }
}
