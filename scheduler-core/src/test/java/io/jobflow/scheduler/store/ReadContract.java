package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.deleted;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.skipped;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Listings, what a process takes over, and what survives the one before. */
interface ReadContract extends StoreUnderTest {

    @Test
    default void firstEpochOfANewStoreIsOneAndNothingIsTakenOver() {
        Snapshot second = store().takeOver();

        assertThat(epoch()).isEqualTo(new Epoch(1));
        assertThat(second)
                .isEqualTo(new Snapshot(
                        new Epoch(2), List.of(), List.of(), new TreeMap<>(), List.of(), List.of(), 0, 0, 0));
    }

    @Test
    default void takesOverJobsAndUnfinishedExecutions() {
        Job idle = job(1, "idle");
        Job busy = job(2, "busy");
        Job goneIdle = job(3, "gone-idle");
        Job goneBusy = job(4, "gone-busy");
        Execution running = started(execution(busy, 20, new ShardPlan.Count(3)), 1);
        Execution pending = execution(goneBusy, 10);
        Execution over = skipped(goneIdle, 30);
        write(new SaveJob(idle), new SaveJob(busy), new SaveJob(goneIdle), new SaveJob(goneBusy));
        write(fire(running), fire(pending), fire(over));
        write(new SaveJob(deleted(goneIdle, at(50))), new SaveJob(deleted(goneBusy, at(50))));

        Snapshot snapshot = store().takeOver();

        assertThat(snapshot.jobs()).containsExactly(idle, busy.withNextFire(at(21)), deleted(goneBusy, at(50)));
        assertThat(snapshot.unfinished()).containsExactly(pending, running);
        assertThat(snapshot.greatestJobId()).isEqualTo(4);
        assertThat(snapshot.greatestExecutionId()).isEqualTo(30);
    }

    @Test
    default void greatestJobIdCountsDeletedJobs() {
        Job report = job(7, "report");
        write(new SaveJob(report), new SaveJob(deleted(report, at(1))));

        assertThat(store().takeOver().greatestJobId()).isEqualTo(7);
    }

    @Test
    default void takesOverMoreExecutionsThanOneQueryReads() {
        Job report = job(1, "report");
        List<StoreWrite> fires = new ArrayList<>(List.of(new SaveJob(report)));
        for (int id = 1; id <= 1_201; id++) {
            fires.add(fire(started(execution(report, id), 0)));
        }
        store().write(epoch(), fires);

        Snapshot snapshot = store().takeOver();

        assertThat(snapshot.unfinished()).hasSize(1_201).allMatch(Execution::hasRunningAttempt);
        assertThat(snapshot.unfinished()).extracting(Execution::id).isSorted().doesNotHaveDuplicates();
    }

    @Test
    default void listsExecutionsNewestFirstInPages() {
        Job report = job(1, "report");
        Execution one = execution(report, 1);
        Execution two = started(execution(report, 2, new ShardPlan.Count(2)), 1);
        Execution three = skipped(report, 3);
        write(new SaveJob(report), fire(one), fire(two), fire(three));

        Page<Execution> first = store().listExecutions(StoreState.EVERYTHING, new PageRequest(0, 2));
        Page<Execution> second = store().listExecutions(StoreState.EVERYTHING, new PageRequest(1, 2));

        assertThat(first.items()).containsExactly(three, two);
        assertThat(second.items()).containsExactly(one);
        assertThat(first.total()).isEqualTo(3);
    }

    @Test
    default void filtersExecutionsByJobStatusAndFireTime() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        Execution one = execution(report, 1);
        Execution two = skipped(report, 2);
        Execution three = started(execution(report, 3), 0);
        Execution four = execution(invoice, 4);
        write(new SaveJob(report), new SaveJob(invoice), fire(one), fire(two), fire(three), fire(four));

        assertThat(listed(new ExecutionFilter("report", Set.of(), null, null))).containsExactly(three, two, one);
        assertThat(listed(new ExecutionFilter(
                        null, Set.of(ExecutionStatus.PENDING, ExecutionStatus.SKIPPED), null, null)))
                .containsExactly(four, two, one);
        assertThat(listed(new ExecutionFilter(null, Set.of(), at(2), at(4)))).containsExactly(three, two);
        assertThat(listed(new ExecutionFilter("report", Set.of(ExecutionStatus.RUNNING), at(3), null)))
                .containsExactly(three);
        assertThat(listed(new ExecutionFilter("nobody", Set.of(), null, null))).isEmpty();
    }

    private List<Execution> listed(ExecutionFilter filter) {
        Page<Execution> page = store().listExecutions(filter, new PageRequest(0, 50));
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items();
    }

    @Test
    default void unknownIdsAreEmpty() {
        assertThat(store().findExecution(new ExecutionId(1))).isEmpty();
        assertThat(store().findExecutionByTraceId("0".repeat(32))).isEmpty();
    }

    @Test
    default void everythingIsThereAfterReopening() {
        Job report = job(1, "report");
        Execution running = started(execution(report, 1, new ShardPlan.Range(1, 100, 4)), 3);
        Execution failed = StoreSamples.failed(started(execution(report, 2), 0), 0);
        write(new SaveJob(report), fire(running));
        write(fire(started(execution(report, 2), 0)), StoreSamples.settleForGood(failed, 0));
        StoreState before = StoreState.of(store());

        Snapshot snapshot = reopen();

        assertThat(StoreState.of(store())).isEqualTo(before);
        assertThat(snapshot.epoch()).isEqualTo(new Epoch(2));
        assertThat(snapshot.unfinished()).containsExactly(running);
    }
}
