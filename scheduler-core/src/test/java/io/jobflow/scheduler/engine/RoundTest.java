package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Events that the engine hears one after another before anything of them is committed. */
class RoundTest {

    private final SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withMaxInFlight(1, 1));

    @Test
    void aRepeatedTriggerIsNotStartedBeforeItsKeyIsKnownToBeFree() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        scheduler.submit(triggerWithKey());

        scheduler.round(scheduler.request(triggerWithKey()), success());

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
        assertThat(scheduler.engine().load()).isEqualTo(EngineLoad.NONE);
    }

    @Test
    void aRepeatedTriggerThatWaitsForASlotIsNotStartedEither() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.ALLOW, 5).build());
        scheduler.submit(triggerWithKey());

        scheduler.round(scheduler.request(triggerWithKey()), success());

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
        assertThat(scheduler.engine().load()).isEqualTo(EngineLoad.NONE);
    }

    @Test
    void aDeletionInTheRoundOfARepeatedTriggerCancelsNothingThatIsNotRecorded() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        scheduler.submit(triggerWithKey());

        scheduler.round(
                scheduler.request(triggerWithKey()), scheduler.request(new Command.DeleteJob("report")), success());

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
        assertThat(scheduler.engine().load()).isEqualTo(EngineLoad.NONE);
    }

    @Test
    void aDeletionInTheRoundOfATriggerThatWaitsCancelsIt() {
        scheduler.create(Jobs.manual("report").concurrency(Overlap.QUEUE, 1).build());
        Execution first = scheduler.trigger("report");

        scheduler.round(
                scheduler.request(new Command.TriggerJob("report", Trigger.API, null, null, null)),
                scheduler.request(new Command.DeleteJob("report")),
                success());
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS, ExecutionStatus.CANCELLED);
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aDeletionInTheRoundOfATriggerLeavesNoShardOfItBehind() {
        scheduler.create(Jobs.manual("report").shards(new ShardPlan.Count(2)).build());

        scheduler.round(
                scheduler.request(new Command.TriggerJob("report", Trigger.API, null, null, null)),
                scheduler.request(new Command.DeleteJob("report")));
        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.statuses()).containsExactly(ExecutionStatus.SUCCESS);
        assertThat(scheduler.engine().load()).isEqualTo(EngineLoad.NONE);
    }

    private Event success() {
        return SchedulerHarness.returned(scheduler.sent.get(0), new Answer.Ended(Outcome.success(200)));
    }

    private static Command triggerWithKey() {
        return new Command.TriggerJob("report", Trigger.API, "k1", "hash", null);
    }
}
