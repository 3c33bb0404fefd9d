package io.jobflow.scheduler.sim.check;

import static io.jobflow.scheduler.sim.check.Sample.running;
import static io.jobflow.scheduler.sim.check.Sample.saved;
import static io.jobflow.scheduler.sim.check.Sample.stored;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.testkit.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgedIsDurableTest {

    @Test
    void objectsToAnExecutionThatWasAcknowledgedAndIsNotStored() {
        Checker checker = new AcknowledgedIsDurable();
        Command trigger = new Command.TriggerJob("report", Trigger.API, null, null, null);

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        new Fact.Asked(1, trigger),
                        new Fact.Replied(1, new Reply.Executed(running(1), false)),
                        stored(running(1))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("is not stored");
    }

    @Test
    void objectsToACancellationThatHasNotHappened() {
        Checker checker = new AcknowledgedIsDurable();
        Command cancel = new Command.Cancel(running(1));

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        stored(running(1)),
                        new Fact.Asked(1, cancel),
                        new Fact.Replied(1, new Reply.Executed(running(1), false))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("cancellation of");
    }

    @Test
    void objectsToAJobThatIsStoredInAnOlderVersion() {
        Checker checker = new AcknowledgedIsDurable();
        JobDefinition report = Jobs.manual("report").build();

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        saved(report, 1),
                        new Fact.Asked(1, new Command.PutJob(report)),
                        new Fact.Replied(1, new Reply.JobSaved(Sample.job(report, 2), false))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("was acknowledged");
    }

    @Test
    void objectsToAKeyThatNamesTwoExecutions() {
        Checker checker = new AcknowledgedIsDurable();
        Command trigger = new Command.TriggerJob("report", Trigger.API, "k", "h", null);

        assertThatThrownBy(() -> Sample.see(
                        checker,
                        stored(running(1)),
                        stored(running(2)),
                        new Fact.Asked(1, trigger),
                        new Fact.Asked(2, trigger),
                        new Fact.Replied(1, new Reply.Executed(running(1), false)),
                        new Fact.Replied(2, new Reply.Executed(running(2), true))))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("names");
    }

    @Test
    void acceptsThatAKeyNamesAnotherOnceItsExecutionIsPruned() {
        Checker checker = new AcknowledgedIsDurable();
        Command trigger = new Command.TriggerJob("report", Trigger.API, "k", "h", null);

        assertThatCode(() -> Sample.see(
                        checker,
                        stored(running(1)),
                        new Fact.Asked(1, trigger),
                        new Fact.Pruned(List.of(running(1).id())),
                        new Fact.Replied(1, new Reply.Executed(running(1), true)),
                        stored(running(2)),
                        new Fact.Asked(2, trigger),
                        new Fact.Replied(2, new Reply.Executed(running(2), false))))
                .doesNotThrowAnyException();
    }

    @Test
    void acceptsWhatIsStoredFirstAndWhatNobodyHeardOf() {
        Checker checker = new AcknowledgedIsDurable();
        Command trigger = new Command.TriggerJob("report", Trigger.API, "k", "h", null);

        assertThatCode(() -> Sample.see(
                        checker,
                        new Fact.Asked(1, trigger),
                        new Fact.Asked(2, trigger),
                        stored(running(1)),
                        new Fact.Replied(2, new Reply.Executed(running(1), false))))
                .doesNotThrowAnyException();
    }
}
