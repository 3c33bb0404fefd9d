package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.job.RetryRule;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code retryOn}, {@code noRetryOn} and {@code giveUpAfter} make of an attempt's end. */
class RetryRulesTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void noRetryOnEndsWhatWouldBeTriedAgain() {
        Execution execution = fire(Jobs.manual("report").noRetryOn("5xx"), status(500));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(reasonOf(scheduler.stored(execution)))
                .isEqualTo(new Reason(Reason.RETRY_RULE, "Not tried again, noRetryOn names \"5xx\": answered 500"));
    }

    @Test
    void retryOnTriesAgainWhatWouldBeFinal() {
        Execution execution = fire(Jobs.manual("report").retryOn("404"), status(404));
        String waiting = reasonOf(scheduler.stored(execution)).sentence();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(waiting).contains("retryOn names \"404\"");
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void retryOnTriesNothingElseAgain() {
        Execution execution = fire(Jobs.manual("report").retryOn("503", "timeout"), status(500));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(reasonOf(scheduler.stored(execution)))
                .isEqualTo(new Reason(Reason.RETRY_RULE, "Not tried again, retryOn does not name it: answered 500"));
    }

    @Test
    void noRetryOnWinsOverRetryOn() {
        Execution execution = fire(Jobs.manual("report").retryOn("5xx").noRetryOn("501"), status(501));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(reasonOf(scheduler.stored(execution)).sentence()).contains("noRetryOn names \"501\"");
    }

    @Test
    void retryOnDoesNotRaiseTheNumberOfAttempts() {
        Execution execution = fire(Jobs.manual("report").maxAttempts(2).retryOn("404"), status(404));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(status(404));

        assertThat(reasonOf(scheduler.stored(execution)).code()).isEqualTo(Reason.ATTEMPTS_EXHAUSTED);
    }

    @Test
    void aClassThatTheExecutorReportsDecidesAndIsKept() {
        Outcome refused = status(500).withError("com.acme.CardDeclinedException");

        Execution execution = fire(Jobs.manual("report").noRetryOn("CardDeclinedException"), refused);

        Attempt attempt = scheduler.stored(execution).shard(0).attempts().get(0);
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(attempt.error()).isEqualTo("com.acme.CardDeclinedException");
    }

    @Test
    void noRetryOnEndsARejectionAtOnce() {
        Execution execution = fire(
                Jobs.manual("report").noRetryOn("connection"),
                Outcome.retryable(JobResult.REJECTED, "refused").withError(RetryRule.CONNECTION));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.FAILURE);
        assertThat(reasonOf(scheduler.stored(execution)).code()).isEqualTo(Reason.RETRY_RULE);
    }

    @Test
    void aRejectionIsNoFailureThatRetryOnWouldHaveToName() {
        fire(Jobs.manual("report").retryOn("500"), new Outcome(JobResult.REJECTED, 503, "busy", null, true, null));
        scheduler.advance(Duration.ofMinutes(1));

        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void aTimeOutIsNamedByItsWord() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(5))
                .noRetryOn("timeout")
                .build());
        Execution execution = scheduler.trigger("report");

        scheduler.advance(Duration.ofSeconds(6));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.TIMEOUT);
        assertThat(reasonOf(scheduler.stored(execution)).code()).isEqualTo(Reason.RETRY_RULE);
    }

    @Test
    void aLostAttemptIsForOnLostToDecide() {
        scheduler.create(Jobs.manual("report")
                .timeout(Duration.ofSeconds(5))
                .retryOn("500")
                .onLost(LostPolicy.RETRY)
                .build());
        scheduler.trigger("report");

        scheduler.restart();
        scheduler.advance(Duration.ofSeconds(30));

        assertThat(scheduler.sent.size()).isGreaterThan(1);
    }

    @Test
    void noAttemptStartsAfterGiveUpAfter() {
        Execution execution = fire(
                Jobs.manual("report")
                        .maxAttempts(100)
                        .delays(Duration.ofSeconds(10), Duration.ofSeconds(10))
                        .giveUpAfter(Duration.ofSeconds(25)),
                status(500));
        for (int i = 0; i < 10; i++) {
            scheduler.advance(Duration.ofSeconds(10));
            if (scheduler.engine().load().attemptsInFlight() > 0) {
                scheduler.answer(status(500));
            }
        }

        assertThat(scheduler.sent).hasSize(3);
        assertThat(reasonOf(scheduler.stored(execution)).code()).isEqualTo(Reason.OUT_OF_TIME);
    }

    private Execution fire(Jobs job, Outcome outcome) {
        scheduler.create(job.build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(outcome);
        return execution;
    }

    private static Outcome status(int status) {
        return new Outcome(JobResult.FAILURE, status, "answered " + status, null, status / 100 == 5, null);
    }
}
