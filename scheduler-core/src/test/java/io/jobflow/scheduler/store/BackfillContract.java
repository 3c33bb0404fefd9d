package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.deleted;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.withFireKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite.AdvanceBackfill;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Backfills and their executions. */
interface BackfillContract extends StoreUnderTest {

    @Test
    default void writesABackfillTogetherWithWhatItMade() {
        Job report = job(1, "report");
        Backfill begun = backfill(report, 1, "k");
        Execution first = made(report, 1, 10);
        write(new SaveJob(report), new AdvanceBackfill(begun.withMade(at(10)), List.of(first)));

        assertThat(store().findBackfill(1)).contains(begun.withMade(at(10)));
        assertThat(store().findExecution(first.id())).contains(first);
        assertThat(store().findBackfill(2)).isEmpty();
    }

    @Test
    default void aRepeatedAdvanceChangesNothing() {
        Job report = job(1, "report");
        AdvanceBackfill advance =
                new AdvanceBackfill(backfill(report, 1, null).withMade(at(10)), List.of(made(report, 1, 10)));
        write(new SaveJob(report), advance);

        List<WriteResult> again = write(advance);

        assertThat(again).containsExactly(WriteResult.APPLIED);
        assertThat(store().findBackfill(1)).contains(advance.backfill());
        assertThat(store().listExecutions(StoreState.EVERYTHING, new PageRequest(0, 10))
                        .total())
                .isEqualTo(1);
    }

    @Test
    default void anAdvanceThatIsRefusedLeavesTheBackfillWhereItWas() {
        Job report = job(1, "report");
        Backfill begun = backfill(report, 1, null);
        write(new SaveJob(report), new AdvanceBackfill(begun, List.of()));

        assertThatThrownBy(() ->
                        write(new AdvanceBackfill(begun.withMade(at(10)), List.of(made(job(9, "ghost"), 1, 10)))))
                .isInstanceOf(RefusedWriteException.class);

        assertThat(store().findBackfill(1)).contains(begun);
    }

    @Test
    default void takesOverRunningBackfillsOnly() {
        Job report = job(1, "report");
        Backfill running = backfill(report, 2, null).withMade(at(10));
        write(
                new SaveJob(report),
                new AdvanceBackfill(running, List.of(started(made(report, 2, 10), 0))),
                new AdvanceBackfill(backfill(report, 3, null).ended(BackfillStatus.DONE, at(90)), List.of()),
                new AdvanceBackfill(backfill(report, 4, null).ended(BackfillStatus.CANCELLED, at(90)), List.of()));

        Snapshot snapshot = reopen();

        assertThat(snapshot.backfills()).containsExactly(running);
        assertThat(snapshot.greatestBackfillId()).isEqualTo(4);
    }

    @Test
    default void findsABackfillByItsJobsRequestKey() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        Backfill keyed = backfill(report, 1, "k");
        write(
                new SaveJob(report),
                new SaveJob(invoice),
                new AdvanceBackfill(keyed, List.of()),
                new AdvanceBackfill(backfill(report, 2, null), List.of()));

        assertThat(store().findBackfill(report.id(), "k")).contains(keyed);
        assertThat(store().findBackfill(report.id(), "other")).isEmpty();
        assertThat(store().findBackfill(invoice.id(), "k")).isEmpty();
    }

    @Test
    default void listsAJobsBackfillsNewestFirstInPages() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        write(new SaveJob(report), new SaveJob(invoice));
        for (int id = 1; id <= 4; id++) {
            write(new AdvanceBackfill(backfill(id == 2 ? invoice : report, id, null), List.of()));
        }

        Page<Backfill> first = store().listBackfills("report", new PageRequest(0, 2));
        Page<Backfill> second = store().listBackfills("report", new PageRequest(1, 2));

        assertThat(first.items()).extracting(Backfill::id).containsExactly(4L, 3L);
        assertThat(second.items()).extracting(Backfill::id).containsExactly(1L);
        assertThat(first.total()).isEqualTo(3);
    }

    @Test
    default void countsABackfillsExecutionsAndNoOthers() {
        Job report = job(1, "report");
        Backfill one = backfill(report, 1, null);
        write(
                new SaveJob(report),
                new AdvanceBackfill(one, List.of(started(made(report, 1, 10), 0), made(report, 1, 20))),
                new AdvanceBackfill(backfill(report, 11, null), List.of(made(report, 11, 30))),
                fire(execution(report, 40)));

        assertThat(store().countExecutions(one))
                .isEqualTo(Map.of(ExecutionStatus.RUNNING, 1, ExecutionStatus.PENDING, 1));
    }

    @Test
    default void aRemovedJobTakesItsBackfillsWithIt() {
        Job report = job(1, "report");
        write(
                new SaveJob(report),
                new AdvanceBackfill(backfill(report, 1, null).ended(BackfillStatus.DONE, at(90)), List.of()),
                new SaveJob(deleted(report, at(95))));

        write(new StoreWrite.Prune(List.of(), List.of(report.id())));

        assertThat(store().findBackfill(1)).isEmpty();
    }

    private static Execution made(Job job, long backfill, int second) {
        return withFireKey(execution(job, second), job, FireKey.backfilled(backfill, at(second)));
    }

    private static Backfill backfill(Job job, long id, @Nullable String key) {
        return new Backfill(
                id,
                job.id(),
                job.name(),
                at(5),
                at(100),
                3,
                key == null ? null : "{\"n\":1}",
                key,
                key == null ? null : "hash",
                9,
                0,
                at(5).minusMillis(1),
                BackfillStatus.RUNNING,
                at(200),
                null);
    }
}
