package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.id;
import static io.jobflow.scheduler.sim.check.Sample.pending;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OneRowPerFireTest {

    @Test
    void objectsToASecondRowOfAFire() {
        Checker checker = new OneRowPerFire();

        assertThatThrownBy(() -> Sample.see(checker, stored(pending(1, 5)), stored(pending(2, 5))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("has rows");
    }

    @Test
    void acceptsTheSameRowAgainAndAnotherFire() {
        Checker checker = new OneRowPerFire();

        assertThatCode(() -> Sample.see(checker, stored(pending(1, 5)), stored(pending(1, 5)), stored(pending(2, 6))))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsANewRowWhenTheOldOneWasRemoved() {
        Checker checker = new OneRowPerFire();

        assertThatCode(() -> Sample.see(
                        checker, stored(pending(1, 5)), new Fact.Pruned(List.of(id(1))), stored(pending(2, 5))))
                .doesNotThrowAnyException();
    }
}
