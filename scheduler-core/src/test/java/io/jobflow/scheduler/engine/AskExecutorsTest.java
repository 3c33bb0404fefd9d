package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a restart executors are asked how attempts stand, where the job says that they can be. */
class AskExecutorsTest {

    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final SchedulerHarness scheduler = new SchedulerHarness();

    @Test
    void asksNobodyUnlessTheJobSaysWhere() {
        crashDuring(Jobs.manual("report"));

        scheduler.advance(Duration.ofMinutes(5));

        assertThat(scheduler.asked).isEmpty();
    }

    @Test
    void asksTheInstanceThatWasCalledAboutTheVeryAttempt() {
        Execution running = crashDuring(askable());

        scheduler.advance(Duration.ofSeconds(1));

        assertThat(scheduler.asked).singleElement().satisfies(question -> {
            assertThat(question.instance().baseUrl()).isEqualTo("http://127.0.0.1:9001");
            assertThat(question.attempt()).isEqualTo(running.shard(0).lastAttempt());
        });
    }

    @Test
    void settlesAnAttemptThatHasEndedMeanwhile() {
        Execution running = crashDuring(askable());
        scheduler.advance(Duration.ofSeconds(1));

        tell(new StatusAnswer.Ended(Outcome.success(200)));

        assertThat(scheduler.stored(running).status()).isEqualTo(ExecutionStatus.SUCCESS);
        assertThat(scheduler.stored(running).shard(0).attempts()).hasSize(1);
    }

    @Test
    void triesAgainAtOnceWhatTheExecutorKnowsNothingOf() {
        Execution running = crashDuring(askable().delays(Duration.ZERO, Duration.ZERO));
        scheduler.advance(Duration.ofSeconds(1));

        tell(new StatusAnswer.Unknown());
        scheduler.advance(Duration.ZERO);

        List<Attempt> attempts = scheduler.stored(running).shard(0).attempts();
        assertThat(attempts).extracting(Attempt::status).containsExactly(AttemptStatus.LOST, AttemptStatus.RUNNING);
        assertThat(attempts.get(0).message()).contains("its executor knows nothing of it");
    }

    @Test
    void givesUpAtOnceWhatTheExecutorKnowsNothingOfIfTheJobSaysSo() {
        Execution running = crashDuring(askable().onLost(LostPolicy.GIVE_UP));
        scheduler.advance(Duration.ofSeconds(1));

        tell(new StatusAnswer.Unknown());

        assertThat(scheduler.stored(running).status()).isEqualTo(ExecutionStatus.LOST);
    }

    @Test
    void asksAgainEverLaterWhileTheAttemptRunsOrNobodyAnswers() {
        crashDuring(askable());
        Instant restart = scheduler.time.now();
        List<Duration> asked = new ArrayList<>();

        for (int second = 0; second < 100; second++) {
            scheduler.advance(Duration.ofSeconds(1));
            if (scheduler.asked.size() > asked.size()) {
                asked.add(Duration.between(restart, scheduler.time.now()));
                tell(second % 2 == 0 ? new StatusAnswer.Running() : new StatusAnswer.Silent());
            }
        }

        assertThat(asked).extracting(Duration::toSeconds).containsExactly(1L, 3L, 7L, 15L, 31L, 61L, 91L);
    }

    @Test
    void countsAnAttemptAsLostAtItsDeadlineWhateverWasSaid() {
        Execution running = crashDuring(askable().maxAttempts(1));
        scheduler.advance(Duration.ofSeconds(1));
        tell(new StatusAnswer.Running());

        scheduler.advance(TIMEOUT.plusSeconds(1));

        assertThat(scheduler.stored(running).status()).isEqualTo(ExecutionStatus.LOST);
        int asked = scheduler.asked.size();
        scheduler.advance(TIMEOUT);
        assertThat(scheduler.asked).hasSize(asked);
    }

    @Test
    void ignoresWhatIsSaidOfAnAttemptThatWasCancelled() {
        Execution running = crashDuring(askable());
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.submit(new Command.Cancel(scheduler.stored(running)));

        tell(new StatusAnswer.Ended(Outcome.retryable(JobResult.FAILURE, "late")));

        assertThat(scheduler.stored(running).status()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    private static Jobs askable() {
        return Jobs.manual("report").statusPath("/internal/job-status");
    }

    private Execution crashDuring(Jobs job) {
        scheduler.create(job.timeout(TIMEOUT).build());
        Execution running = scheduler.trigger("report");
        scheduler.restart();
        return running;
    }

    private void tell(StatusAnswer answer) {
        scheduler.tell(scheduler.asked.get(scheduler.asked.size() - 1), answer);
    }
}
