package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.jobflow.scheduler.testkit.SchedulerHarness.CommitFate;
import io.jobflow.scheduler.testkit.SchedulerHarness.ProcessLost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long queues: few of their executions are in memory, all run, and in order. */
class BacklogTest {

    /** The window, and the execution that is under way. */
    private static final int MOST_LIVE = EngineSettings.DEFAULT.waitingWindow() + 1;

    @Test
    void aHundredThousandTriggersRunInOrderWithAFewInMemory() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100_000);
        assertThat(scheduler.engine().load().liveExecutions()).isEqualTo(MOST_LIVE);

        List<ExecutionId> run = runAll(scheduler);

        assertThat(run).isEqualTo(asked);
    }

    @Test
    void aQueueInADatabaseRunsInOrderOverARestart(@TempDir Path directory) {
        try (JobStore store = SqliteStore.open(directory)) {
            SchedulerHarness scheduler =
                    queueing(new SchedulerHarness(EngineSettings.DEFAULT, store, effects -> effects));
            List<ExecutionId> asked = trigger(scheduler, 1_500);
            runSome(scheduler, 100);

            scheduler.restart();
            int live = scheduler.engine().load().liveExecutions();
            scheduler.answer(Outcome.success(200));
            runAll(scheduler);

            assertThat(live).isEqualTo(MOST_LIVE);
            assertThat(scheduler.sent)
                    .extracting(request -> request.execution().id())
                    .isEqualTo(asked);
        }
    }

    @Test
    void aRestartDoesNotLoadTheQueue() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        trigger(scheduler, 500);

        scheduler.restart();

        assertThat(scheduler.engine().load().liveExecutions()).isEqualTo(MOST_LIVE);
        assertThat(waiting(scheduler)).isEqualTo(499);
    }

    @Test
    void aTriggerAfterARestartWaitsBehindWhatIsInTheStore() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);
        scheduler.restart();

        asked.add(scheduler.trigger("report").id());
        scheduler.answer(Outcome.success(200));
        runAll(scheduler);

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().id())
                .isEqualTo(asked);
    }

    @Test
    void oneMoreThanMayWaitIsRecordedAsSkipped() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.manual("report")
                .concurrency(Overlap.QUEUE, 1)
                .maxQueued(50)
                .build());
        trigger(scheduler, 51);

        Execution last = scheduler.stored(scheduler.trigger("report"));

        assertThat(last.status()).isEqualTo(ExecutionStatus.SKIPPED);
        assertThat(reasonOf(last).code()).isEqualTo(Reason.CONCURRENCY_QUEUE_FULL);
        assertThat(reasonOf(last).sentence())
                .isEqualTo("50 executions were waiting already; concurrency.maxQueued is 50.");
    }

    @Test
    void cancelsAnExecutionThatIsNotInMemory() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);
        ExecutionId far = asked.remove(89);

        Reply reply = scheduler.submit(new Command.Cancel(stored(scheduler, far)));
        runAll(scheduler);

        assertThat(((Reply.Executed) reply).execution().status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(stored(scheduler, far).status()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(scheduler.sent)
                .extracting(request -> request.execution().id())
                .isEqualTo(asked);
    }

    @Test
    void cancelsAnExecutionThatIsNotInMemoryOnce() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);
        Execution far = stored(scheduler, asked.get(89));
        scheduler.submit(new Command.Cancel(far));

        Reply again = scheduler.submit(new Command.Cancel(far));

        assertThat(((Reply.Conflict) again).code()).isEqualTo("execution.final");
        assertThat(waiting(scheduler)).isEqualTo(98);
    }

    @Test
    void doesNotReopenWhatWaitsInTheStore() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);

        Reply reply = scheduler.submit(new Command.Reopen(stored(scheduler, asked.get(89))));

        assertThat(((Reply.Conflict) reply).code()).isEqualTo("execution.not-final");
    }

    @Test
    void aReopenedExecutionIsOlderThanAllThatWait() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);
        scheduler.submit(new Command.Cancel(stored(scheduler, asked.get(0))));

        scheduler.submit(new Command.Reopen(stored(scheduler, asked.get(0))));
        int live = scheduler.engine().load().liveExecutions();
        List<ExecutionId> run = runAll(scheduler);

        asked.set(0, asked.set(1, asked.get(0)));
        assertThat(live).isEqualTo(MOST_LIVE);
        assertThat(run).isEqualTo(asked);
    }

    @Test
    void aReopenedExecutionThatIsNotInMemoryIsNotReopenedTwice() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);
        scheduler.submit(new Command.Cancel(stored(scheduler, asked.get(89))));
        Execution cancelled = stored(scheduler, asked.get(89));
        scheduler.submit(new Command.Reopen(cancelled));

        Reply again = scheduler.submit(new Command.Reopen(cancelled));

        assertThat(((Reply.Conflict) again).code()).isEqualTo("execution.changed");
        assertThat(waiting(scheduler)).isEqualTo(99);
    }

    @Test
    void whatWasToBePrunedWhileItWaitedCanBeSentAgainLater() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);
        scheduler.submit(new Command.Prune(List.of(asked.get(89)), List.of()));
        scheduler.submit(new Command.Cancel(stored(scheduler, asked.get(89))));

        Reply reply = scheduler.submit(new Command.Reopen(stored(scheduler, asked.get(89))));

        assertThat(reply).isInstanceOf(Reply.Executed.class);
    }

    @Test
    void aRaisedLimitStartsWhatIsNotInMemory() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        trigger(scheduler, 200);

        scheduler.submit(new Command.PutJob(
                Jobs.manual("report").concurrency(Overlap.QUEUE, 60).build()));

        assertThat(scheduler.sent).hasSize(60);
    }

    @Test
    void deletingAJobCancelsWhatIsNotInMemory() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        trigger(scheduler, 1_200);

        scheduler.submit(new Command.DeleteJob("report"));
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.sent).hasSize(1);
        assertThat(scheduler.store.takeOver().waiting()).isEmpty();
        assertThat(scheduler.engine().state().jobs).isEmpty();
    }

    @Test
    void aProcessLostWhileADeletedJobsQueueIsCancelledLeavesTheRestToTheNext() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        trigger(scheduler, 1_200);
        scheduler.atCommit(2, CommitFate.LOST);
        boolean lost = false;
        try {
            scheduler.submit(new Command.DeleteJob("report"));
        } catch (ProcessLost process) {
            lost = true;
        }
        int left = scheduler.store.takeOver().waiting().size();

        scheduler.restart();

        assertThat(lost).isTrue();
        assertThat(left).isEqualTo(1);
        assertThat(scheduler.store.takeOver().waiting()).isEmpty();
        assertThat(scheduler.sent).hasSize(1);
    }

    @Test
    void aDisabledJobsQueueGoesOn() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        List<ExecutionId> asked = trigger(scheduler, 100);

        scheduler.submit(new Command.EnableJob("report", false));

        assertThat(runAll(scheduler)).isEqualTo(asked);
    }

    @Test
    void catchesUpOldestFirst() {
        SchedulerHarness scheduler = new SchedulerHarness();
        scheduler.create(Jobs.every(Duration.ofMinutes(1))
                .misfire(MisfirePolicy.Action.CATCH_UP, Duration.ofSeconds(10), 100)
                .build());
        scheduler.advanceWhileDown(Duration.ofMinutes(150).plusSeconds(30));

        scheduler.restart();
        runAll(scheduler);

        assertThat(scheduler.sent).hasSize(100);
        assertThat(scheduler.sent)
                .extracting(request -> request.execution().fireTime())
                .isSorted();
    }

    @Test
    void anIdempotencyKeyThatIsUsedFindsWhatIsNotInMemory() {
        SchedulerHarness scheduler = queueing(new SchedulerHarness());
        trigger(scheduler, 100);
        Command keyed = new Command.TriggerJob("report", Trigger.API, "k", "h", null);
        Reply first = scheduler.submit(keyed);

        Reply second = scheduler.submit(keyed);

        assertThat(second)
                .isEqualTo(new Reply.Executed(
                        stored(scheduler, ((Reply.Executed) first).execution().id()), true));
        assertThat(waiting(scheduler)).isEqualTo(100);
    }

    private static SchedulerHarness queueing(SchedulerHarness scheduler) {
        scheduler.create(Jobs.manual("report")
                .concurrency(Overlap.QUEUE, 1)
                .maxQueued(1_000_000)
                .timeout(Duration.ofHours(1))
                .build());
        return scheduler;
    }

    private static List<ExecutionId> trigger(SchedulerHarness scheduler, int count) {
        List<ExecutionId> asked = new ArrayList<>(count);
        for (int i = 0; i < count; i += 100) {
            Event[] round = new Event[Math.min(100, count - i)];
            for (int j = 0; j < round.length; j++) {
                round[j] = scheduler.request(new Command.TriggerJob("report", Trigger.API, null, null, null));
            }
            scheduler.round(round);
            for (Event request : round) {
                Reply reply = scheduler.takeReply((Event.Requested) request);
                asked.add(((Reply.Executed) Objects.requireNonNull(reply))
                        .execution()
                        .id());
            }
        }
        return asked;
    }

    private static void runSome(SchedulerHarness scheduler, int count) {
        for (int i = 0; i < count; i++) {
            scheduler.answer(Outcome.success(200));
        }
    }

    /** Answers whatever is sent until nothing more is; no more than a few executions are in memory all the while. */
    private static List<ExecutionId> runAll(SchedulerHarness scheduler) {
        List<ExecutionId> run = new ArrayList<>();
        int most = 0;
        while (scheduler.engine().load().attemptsInFlight() > 0) {
            DispatchRequest last = scheduler.sent.get(scheduler.sent.size() - 1);
            run.add(last.execution().id());
            scheduler.answer(last, Outcome.success(200));
            most = Math.max(most, scheduler.engine().load().liveExecutions());
        }
        assertThat(most).isLessThanOrEqualTo(MOST_LIVE);
        return run;
    }

    private static Execution stored(SchedulerHarness scheduler, ExecutionId id) {
        return scheduler.store.findExecution(id).orElseThrow();
    }

    private static int waiting(SchedulerHarness scheduler) {
        return scheduler.engine().state().jobs.values().iterator().next().countWaiting();
    }
}
