package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Outcomes that executors report by call-back. */
class TakeReportsTest {

    private static final Outcome DONE = new Outcome(JobResult.SUCCESS, null, "done", "row 9", false, null);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void aReportEndsAnAcceptedAttempt() {
        Execution execution = fire();
        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());

        Reply reply = report(execution, 1, DONE);

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Reported.class,
                        reported -> assertThat(reported.taken()).isTrue());
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.stored(execution).shard(0).checkpoint()).isEqualTo("row 9");
    }

    @Test
    void aReportCountsThoughTheAcceptanceHasNotArrived() {
        Execution execution = fire();

        report(execution, 1, DONE);
        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());
        scheduler.advance(Duration.ofHours(1));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aReportCountsAfterTheProcessWasLost() {
        Execution execution = fire();
        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());

        scheduler.restart();
        report(execution, 1, DONE);

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.engine().load().attemptsInFlight()).isZero();
    }

    @Test
    void aFailureThatIsReportedIsTriedAgain() {
        Execution execution = fire();

        report(execution, 1, failure("no disk"));
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.stored(execution).shard(0).attempts().get(0).status())
                .isEqualTo(AttemptStatus.FAILURE);
        assertThat(scheduler.sent).hasSize(2);
    }

    @Test
    void theSameReportAgainIsTakenForTheFirst() {
        Execution execution = fire();
        report(execution, 1, DONE);
        int writes = scheduler.writes.size();

        Reply again = report(execution, 1, DONE);

        assertThat(again)
                .isInstanceOfSatisfying(
                        Reply.Reported.class,
                        reported -> assertThat(reported.taken()).isTrue());
        assertThat(scheduler.writes).hasSize(writes);
    }

    @Test
    void theFirstWordCounts() {
        Execution execution = fire();
        scheduler.answer(Outcome.success(200));

        Reply reply = report(execution, 1, failure("after all"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Reported.class, reported -> {
            assertThat(reported.taken()).isFalse();
            assertThat(reported.attempt().status()).isEqualTo(AttemptStatus.SUCCESS);
        });
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.SUCCESS);
    }

    @Test
    void aReportOfAnAttemptThatTimedOutChangesNothingWhileTheNextOneRuns() {
        Execution execution = fire();
        scheduler.advance(Duration.ofSeconds(32));
        DispatchRequest second = scheduler.sent.get(1);

        Reply late = report(execution, 1, DONE);
        scheduler.answer(second, Outcome.success(200));

        assertThat(late)
                .isInstanceOfSatisfying(
                        Reply.Reported.class,
                        reported -> assertThat(reported.taken()).isFalse());
        assertThat(scheduler.stored(execution).shard(0).attempts().get(0).status())
                .isEqualTo(AttemptStatus.TIMEOUT);
        assertThat(scheduler.stored(execution).shard(0).checkpoint()).isNull();
    }

    @Test
    void aReportAfterACancelIsRefusedAndCounted() {
        Execution execution = fire();
        scheduler.submit(new Command.Cancel(execution));

        Reply late = report(execution, 1, DONE);

        assertThat(late)
                .isInstanceOfSatisfying(
                        Reply.Reported.class,
                        reported -> assertThat(reported.taken()).isFalse());
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.notices)
                .filteredOn(Notice.LateWord.class::isInstance)
                .containsExactly(new Notice.LateWord(execution.id(), 0, 1, DONE, true));
    }

    @Test
    void anAcceptedAttemptThatNobodyReportsTimesOut() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(scheduler.sent.get(0), new Answer.Accepted());

        scheduler.advance(Duration.ofSeconds(31));

        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.TIMEOUT);
    }

    @Test
    void aCopyThatIsOutOfDateIsRefusedSoThatItIsReadAgain() {
        Execution execution = fire();
        Execution running = scheduler.stored(execution);
        scheduler.answer(Outcome.success(200));

        Reply reply = scheduler.submit(new Command.Report(running, 0, 1, DONE));

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Conflict.class,
                        conflict -> assertThat(conflict.code()).isEqualTo("execution.changed"));
    }

    @Test
    void noReplyComesBeforeTheOutcomeIsDurable() {
        Execution execution = fire();
        Event.Requested request = scheduler.request(new Command.Report(scheduler.stored(execution), 0, 1, DONE));
        scheduler.atCommit(0, CommitFate.LOST);

        assertThatThrownBy(() -> scheduler.round(request)).isInstanceOf(ProcessLost.class);

        assertThat(scheduler.takeReply(request)).isNull();
        assertThat(scheduler.stored(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    private Execution fire() {
        scheduler.create(Jobs.manual("report").build());
        return scheduler.trigger("report");
    }

    private Reply report(Execution execution, int attempt, Outcome outcome) {
        return scheduler.submit(new Command.Report(scheduler.stored(execution), 0, attempt, outcome));
    }
}
