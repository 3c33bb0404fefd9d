package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.RetryRule;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What follows when an executor says that an attempt with the same lock key is at work ({@code 409}). */
class BlockedShardsTest {

    private static final Outcome BUSY =
            new Outcome(JobResult.REJECTED, 409, "already running", null, true, Duration.ofSeconds(1));

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void waitsForTheOutcomeOfTheOtherExecution() {
        sideBySide(Duration.ofMinutes(10));
        Execution first = scheduler.trigger("report");
        Execution second = scheduler.trigger("report");
        DispatchRequest running = scheduler.sent.get(0);
        scheduler.answer(BUSY);

        scheduler.advance(Duration.ofMinutes(9));
        int meanwhile = scheduler.sent.size();
        scheduler.answer(running, Outcome.success(200));

        assertThat(meanwhile).isEqualTo(2);
        assertThat(scheduler.sent).hasSize(3);
        assertThat(scheduler.sent.get(2).execution().id()).isEqualTo(second.id());
        assertThat(scheduler.stored(first).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void saysWhatItWaitsFor() {
        sideBySide(Duration.ofMinutes(10));
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        scheduler.answer(BUSY);

        assertThat(reasonOf(scheduler.stored(second)).code()).isEqualTo(Reason.WAITING_FOR_ATTEMPT);
        assertThat(scheduler.stored(second).shard(0).retryAt()).isEqualTo(SchedulerHarness.START.plusSeconds(600));
    }

    @Test
    void twoThatWaitForOneDoNotWakeEachOther() {
        sideBySide(Duration.ofMinutes(10));
        scheduler.trigger("report");
        scheduler.trigger("report");
        scheduler.answer(BUSY);
        scheduler.trigger("report");
        scheduler.answer(BUSY);

        scheduler.advance(Duration.ofMinutes(9));

        assertThat(scheduler.sent).hasSize(3);
    }

    @Test
    void waitsForTheDeadlineOfAnEarlierAttemptThatWasNotHeardOf() {
        scheduler.create(Jobs.manual("report").timeout(Duration.ofMinutes(10)).build());
        scheduler.trigger("report");
        scheduler.answer(Outcome.retryable(JobResult.FAILURE, "broken").withError(RetryRule.CONNECTION));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(BUSY);

        scheduler.advance(Duration.ofMinutes(10).minusSeconds(2));
        int before = scheduler.sent.size();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(before).isEqualTo(2);
        assertThat(scheduler.sent).hasSize(3);
    }

    @Test
    void onceItHasBeenTriedItsNextBackOffIsKept() {
        sideBySide(Duration.ofMinutes(10));
        scheduler.trigger("report");
        scheduler.answer(Outcome.retryable(JobResult.FAILURE, "broken").withError(RetryRule.CONNECTION));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(BUSY);
        scheduler.advance(Duration.ofMinutes(10));
        scheduler.answer(SchedulerHarness.failure("broken again"));

        scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent).hasSize(4);
    }

    @Test
    void aStaleTokenWithoutAnythingRunningIsARejectionLikeOthers() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");

        scheduler.answer(BUSY);
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void cancellingWhatItWaitsForLetsItGoOn() {
        sideBySide(Duration.ofMinutes(10));
        Execution first = scheduler.trigger("report");
        scheduler.trigger("report");
        scheduler.answer(BUSY);

        scheduler.submit(new Command.Cancel(scheduler.stored(first)));

        assertThat(scheduler.sent).hasSize(3);
    }

    @Test
    void aCancelledOneIsNotTriedAgain() {
        sideBySide(Duration.ofMinutes(10));
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");
        scheduler.answer(BUSY);
        scheduler.submit(new Command.Cancel(scheduler.stored(second)));

        scheduler.answer(scheduler.sent.get(0), Outcome.success(200));
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.sent).hasSize(2);
        assertThat(scheduler.engine().load().liveExecutions()).isZero();
    }

    @Test
    void tenInARowEndIt() {
        scheduler.create(Jobs.manual("report").timeout(Duration.ofHours(1)).build());
        Execution execution = scheduler.trigger("report");

        for (int i = 0; i < 10; i++) {
            scheduler.answer(BUSY);
            scheduler.advance(Duration.ofMinutes(10));
        }

        assertThat(scheduler.sent).hasSize(10);
        assertThat(reasonOf(scheduler.stored(execution)).code()).isEqualTo(Reason.REJECTED);
    }

    private void sideBySide(Duration timeout) {
        scheduler.create(Jobs.manual("report")
                .concurrency(Overlap.ALLOW, 10)
                .timeout(timeout)
                .build());
    }
}
