package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.deleted;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.failed;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.settleForGood;
import static io.jobflow.scheduler.store.StoreSamples.skipped;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static io.jobflow.scheduler.store.StoreSamples.withFireKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.RetentionPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.HistoryStore.JobHistory;
import io.jobflow.scheduler.store.HistoryStore.Prunable;
import io.jobflow.scheduler.store.HistoryStore.PruneQuery;
import io.jobflow.scheduler.store.StoreWrite.Prune;
import io.jobflow.scheduler.store.StoreWrite.RecordTrigger;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is too old is found, and goes with all that belongs to it. */
interface HistoryContract extends StoreUnderTest {

    @Test
    default void prunesAnExecutionWithAllThatBelongsToIt() {
        Job report = job(1, "report");
        Execution dead = failed(started(execution(report, 1), 0), 0);
        write(new SaveJob(report), fire(started(execution(report, 1), 0)), settleForGood(dead, 0));

        write(prune(1));

        assertThat(store().findExecution(dead.id())).isEmpty();
        assertThat(store().findExecutionByTraceId(dead.traceId())).isEmpty();
        assertThat(store().listDeadLetters(new PageRequest(0, 5)).total()).isZero();
        assertThat(store().listExecutions(StoreState.EVERYTHING, new PageRequest(0, 5))
                        .total())
                .isZero();
    }

    @Test
    default void prunesNothingElse() {
        Job report = job(1, "report");
        write(new SaveJob(report), fire(skipped(report, 1)), fire(skipped(report, 2)), fire(execution(report, 3)));
        Execution kept = store().findExecution(new ExecutionId(2)).orElseThrow();

        write(prune(1));

        assertThat(StoreState.of(store()).executions()).hasSize(2).contains(kept);
        assertThat(store().findJob("report")).isPresent();
    }

    @Test
    default void prunesTheSameAgainWithoutEffect() {
        Job report = job(1, "report");
        write(new SaveJob(report), fire(skipped(report, 1)), fire(skipped(report, 2)));
        write(prune(1));
        StoreState before = StoreState.of(store());

        write(prune(1));

        assertThat(StoreState.of(store())).isEqualTo(before);
    }

    @Test
    default void passesOverWhatIsNotFinished() {
        Job report = job(1, "report");
        write(new SaveJob(report), fire(skipped(report, 1)), fire(started(execution(report, 2), 0)));
        Execution running = store().findExecution(new ExecutionId(2)).orElseThrow();

        write(prune(1, 2));

        assertThat(StoreState.of(store()).executions()).containsExactly(running);
    }

    @Test
    default void givesTheFireKeyOfAPrunedExecutionFree() {
        Job report = job(1, "report");
        write(new SaveJob(report), new RecordTrigger(withFireKey(skipped(report, 1), report, "m:once")));
        write(prune(1));

        Execution again = withFireKey(execution(report, 2), report, "m:once");
        List<WriteResult> results = write(new RecordTrigger(again));

        assertThat(results).containsExactly(WriteResult.APPLIED);
        assertThat(store().findExecution(again.id())).hasValue(again);
    }

    @Test
    default void keepsAnExecutionThatTheSameBatchNamesAsHolder() {
        Job report = job(1, "report");
        Execution holder = withFireKey(skipped(report, 1), report, "m:once");
        write(new SaveJob(report), new RecordTrigger(holder));

        Execution again = withFireKey(execution(report, 2), report, "m:once");
        List<WriteResult> results = write(new RecordTrigger(again), prune(1));

        assertThat(results.get(0).duplicates()).isEqualTo(Map.of(again.id(), holder));
    }

    @Test
    default void prunesADeletedJobOnceItHasNoExecutions() {
        Job report = job(1, "report");
        write(new SaveJob(report), fire(skipped(report, 1)), new SaveJob(deleted(report, at(9))));
        Prune jobAlone = new Prune(List.of(), List.of(report.id()));

        write(jobAlone);
        List<JobId> before = store().history().findEmptyJobs(at(10), 0, 10);
        write(prune(1));
        List<JobId> empty = store().history().findEmptyJobs(at(10), 0, 10);
        write(jobAlone);

        assertThat(before).isEmpty();
        assertThat(empty).containsExactly(report.id());
        assertThat(store().history().findEmptyJobs(at(10), 0, 10)).isEmpty();
    }

    @Test
    default void keepsALivingJobWhateverItIsAsked() {
        Job report = job(1, "report");
        write(new SaveJob(report));

        write(new Prune(List.of(), List.of(report.id(), new JobId(77))));

        assertThat(store().findJob("report")).isPresent();
    }

    @Test
    default void countsTheExecutionsUnderEachName() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        write(new SaveJob(report), new SaveJob(invoice), fire(skipped(report, 3)), fire(skipped(report, 1)));
        write(fire(execution(report, 4)), fire(skipped(invoice, 5)), new SaveJob(deleted(invoice, at(9))));

        JobHistory ofReport =
                new JobHistory("report", RetentionPolicy.DEFAULT, 3, new ExecutionId(1), new ExecutionId(4));
        JobHistory ofInvoice = new JobHistory("invoice", null, 1, new ExecutionId(5), new ExecutionId(5));
        assertThat(store().history().jobHistories("", 10)).containsExactly(ofInvoice, ofReport);
        assertThat(store().history().jobHistories("invoice", 10)).containsExactly(ofReport);
        assertThat(store().history().jobHistories("", 1)).containsExactly(ofInvoice);
    }

    @Test
    default void findsDeletedJobsWithoutExecutionsFromAnIdOn() {
        for (int id = 1; id <= 4; id++) {
            Job job = job(id, "job-" + id);
            write(new SaveJob(job));
            if (id != 2) {
                write(new SaveJob(deleted(job, at(id))));
            }
        }

        assertThat(store().history().findEmptyJobs(at(4), 0, 10)).containsExactly(new JobId(1), new JobId(3));
        assertThat(store().history().findEmptyJobs(at(10), 1, 1)).containsExactly(new JobId(3));
    }

    @Test
    default void findsWhatBeganFirst() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        Execution late = started(execution(report, 1, new ShardPlan.Count(1)), 0);
        write(new SaveJob(report), new SaveJob(invoice), fire(late), settle(succeeded(late, 0), 0));
        write(
                fire(skipped(report, 3)),
                fire(skipped(report, 2)),
                fire(skipped(invoice, 4)),
                fire(execution(report, 5)));

        assertThat(prunable(report, 100, true, null, 10)).containsExactly(1L, 2L, 3L);
        assertThat(prunable(report, 3, true, null, 10)).containsExactly(2L);
        assertThat(prunable(report, 100, true, new ExecutionId(3), 10)).containsExactly(1L, 2L);
        assertThat(prunable(report, 100, true, null, 2)).containsExactly(1L, 2L);
        assertThat(store().history().findPrunable(query(report, 100, true, null, 10)))
                .extracting(Prunable::shards)
                .containsExactly(1, 0, 0);
    }

    @Test
    default void leavesOutWhatADeadLetterWaitsForUnlessItIsAskedFor() {
        Job report = job(1, "report");
        Execution dead = failed(started(execution(report, 1), 0), 0);
        Execution sentAgain = failed(started(execution(report, 2), 0), 0);
        write(new SaveJob(report), fire(started(execution(report, 1), 0)), settleForGood(dead, 0));
        write(fire(started(execution(report, 2), 0)), settleForGood(sentAgain, 0));
        write(new UpdateExecution(sentAgain, at(500)));

        assertThat(prunable(report, 1_000, false, null, 10)).containsExactly(2L);
        assertThat(prunable(report, 1_000, true, null, 10)).containsExactly(1L, 2L);
    }

    private List<Long> prunable(Job job, int endedBefore, boolean letters, @Nullable ExecutionId keep, int limit) {
        return store().history().findPrunable(query(job, endedBefore, letters, keep, limit)).stream()
                .map(one -> one.execution().value())
                .toList();
    }

    private static PruneQuery query(Job job, int endedBefore, boolean letters, @Nullable ExecutionId keep, int limit) {
        return new PruneQuery(job.name(), at(endedBefore), letters, keep, limit);
    }

    private static Prune prune(long... executions) {
        return new Prune(Arrays.stream(executions).mapToObj(ExecutionId::new).toList(), List.of());
    }
}
