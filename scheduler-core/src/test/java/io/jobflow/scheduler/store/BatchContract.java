package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.deleted;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.failed;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.retrying;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.settleForGood;
import static io.jobflow.scheduler.store.StoreSamples.start;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.withFireKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.StoreWrite.DeleteCalendar;
import io.jobflow.scheduler.store.StoreWrite.RecordFires;
import io.jobflow.scheduler.store.StoreWrite.RecordTrigger;
import io.jobflow.scheduler.store.StoreWrite.SaveCalendar;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** All or nothing, fenced, repeatable. */
interface BatchContract extends StoreUnderTest {

    @Test
    default void appliesNothingOfABatchWhoseLastWriteIsRefused() {
        Job report = job(1, "report");
        Execution running = started(execution(report, 1), 0);
        write(new SaveJob(report), fire(running));
        StoreState before = StoreState.of(store());

        assertThatThrownBy(() -> write(
                        new SaveJob(job(2, "invoice")),
                        fire(execution(report, 2)),
                        settleForGood(failed(running, 0), 0),
                        fire(execution(job(9, "ghost"), 3))))
                .isInstanceOf(RefusedWriteException.class);

        assertThat(StoreState.of(store())).isEqualTo(before);
    }

    @Test
    default void acceptsWritesAfterARefusedBatch() {
        Job report = job(1, "report");
        assertThatThrownBy(() -> write(new SaveJob(report), fire(execution(job(9, "ghost"), 3))))
                .isInstanceOf(RefusedWriteException.class);

        write(new SaveJob(report));

        assertThat(store().findJob("report")).contains(report);
    }

    @Test
    default void anEmptyBatchIsFine() {
        assertThat(write()).isEmpty();
    }

    @Test
    default void refusesBatchOfAnEarlierEpochAndChangesNothing() {
        Epoch old = epoch();
        Epoch fresh = store().takeOver().epoch();

        assertThatThrownBy(() -> store().write(old, List.of(new SaveJob(job(1, "report")))))
                .isInstanceOf(StaleEpochException.class)
                .hasMessage("epoch " + old.value() + " is over: epoch " + fresh.value() + " owns the store now");

        assertThat(store().findJob("report")).isEmpty();
    }

    /** One step of the engine is one transaction, also when thousands of jobs have come due. */
    @Test
    default void takesThousandsOfWritesAtOnce() {
        int jobs = 5_000;
        List<StoreWrite> saved = new ArrayList<>();
        List<StoreWrite> fires = new ArrayList<>();
        for (int id = 1; id <= jobs; id++) {
            Job job = job(id, "report-" + id);
            saved.add(new SaveJob(job));
            fires.add(new RecordFires(job.id(), at(60), List.of(execution(job, id))));
        }
        store().write(epoch(), saved);

        store().write(epoch(), fires);

        PageRequest last = new PageRequest(jobs / PageRequest.MAX_SIZE - 1, PageRequest.MAX_SIZE);
        ExecutionFilter all = new ExecutionFilter(null, Set.of(), null, null);
        assertThat(store().listExecutions(all, last).items()).hasSize(PageRequest.MAX_SIZE);
        assertThat(store().findJob("report-" + jobs).orElseThrow().nextFire()).isEqualTo(at(60));
    }

    @Test
    default void appliesWritesInOrder() {
        Job report = job(1, "report");
        Execution first = started(execution(report, 1), 0);
        Execution waiting = retrying(first, 0);
        Execution second = started(waiting, 0);

        write(
                new SaveJob(report),
                fire(execution(report, 1)),
                start(first, 0),
                settle(waiting, 0),
                start(second, 0),
                new RecordFires(report.id(), at(40), List.of()),
                new RecordFires(report.id(), at(30), List.of()));

        assertThat(store().findExecution(first.id())).contains(second);
        assertThat(store().findJob("report")).contains(report.withNextFire(at(30)));
    }

    @Test
    default void sameBatchTwiceIsTheSameAsOnce() {
        List<StoreWrite> batch = wholeLife();
        List<WriteResult> results = store().write(epoch(), batch);
        StoreState once = StoreState.of(store());

        List<WriteResult> repeated = store().write(epoch(), batch);

        assertThat(StoreState.of(store())).isEqualTo(once);
        assertThat(repeated).isEqualTo(results);
    }

    /** A batch with every kind of write, in which later writes undo what earlier ones did. */
    private static List<StoreWrite> wholeLife() {
        Job old = job(1, "report");
        Job fresh = job(2, "report");
        Execution due = execution(old, 1, new ShardPlan.Count(2));
        Execution first = started(due, 0);
        Execution failed = failed(first, 0);
        Execution other = started(failed, 1);
        Execution over = failed(other, 1);
        Execution reopened = over.reopened(new Reason("redrive", "A person sent it again."));
        Execution again = started(reopened, 1);
        Execution waiting = retrying(again, 1);
        Execution oneMore = started(waiting, 1);
        Execution overAgain = failed(oneMore, 1);
        Execution trigger = withFireKey(execution(old, 5), old, "m:k");
        return List.of(
                new SaveCalendar(CalendarJson.read("{\"worked\": [\"2026-03-01\"]}", "days")),
                new SaveCalendar(CalendarJson.read("{}", "gone")),
                new SaveJob(old),
                fire(due),
                start(first, 0),
                settle(failed, 0),
                start(other, 1),
                settleForGood(over, 1),
                new UpdateExecution(reopened, at(60)),
                start(again, 1),
                settle(waiting, 1),
                start(oneMore, 1),
                settleForGood(overAgain, 1),
                new RecordTrigger(trigger),
                new RecordTrigger(withFireKey(execution(old, 6), old, "m:k")),
                new RecordFires(old.id(), at(9), List.of(withFireKey(execution(old, 7), old, due.fireKey()))),
                new SaveJob(deleted(old, at(70))),
                new DeleteCalendar("gone"),
                new SaveJob(fresh),
                fire(execution(fresh, 8)));
    }
}
