package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.deleted;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.skipped;
import static io.jobflow.scheduler.store.StoreSamples.start;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Executions that wait their turn. */
interface QueueContract extends StoreUnderTest {

    @Test
    default void countsWhatWaitsItsTurnAndTakesOverTheRest() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        Execution running = started(execution(report, 1), 0);
        Execution forSlot = execution(invoice, 4).because(new Reason(Reason.WAITING_FOR_SLOT, "Waits."));
        write(new SaveJob(report), new SaveJob(invoice), fire(running), fire(waiting(report, 2)));
        write(fire(waiting(report, 3)), fire(forSlot), fire(waiting(invoice, 5)), fire(skipped(report, 6)));

        Snapshot snapshot = store().takeOver();

        assertThat(snapshot.unfinished()).containsExactly(running, forSlot);
        assertThat(snapshot.waiting()).isEqualTo(Map.of(report.id(), 2, invoice.id(), 1));
    }

    @Test
    default void takesOverADeletedJobForWhatWaits() {
        Job report = job(1, "report");
        write(new SaveJob(report), fire(waiting(report, 2)), new SaveJob(deleted(report, at(50))));

        Snapshot snapshot = store().takeOver();

        assertThat(snapshot.jobs()).containsExactly(deleted(report, at(50)));
        assertThat(snapshot.waiting()).isEqualTo(Map.of(report.id(), 1));
    }

    @Test
    default void readsAJobsQueueInPagesOldestFirst() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        List<StoreWrite> fires = new ArrayList<>(List.of(new SaveJob(report), new SaveJob(invoice)));
        for (int id = 12; id > 0; id--) {
            fires.add(fire(waiting(id % 2 == 0 ? report : invoice, id)));
        }
        store().write(epoch(), fires);

        assertThat(store().listWaiting(report.id(), 0, 3))
                .containsExactly(waiting(report, 2), waiting(report, 4), waiting(report, 6));
        assertThat(store().listWaiting(report.id(), 6, 500))
                .containsExactly(waiting(report, 8), waiting(report, 10), waiting(report, 12));
        assertThat(store().listWaiting(report.id(), 12, 3)).isEmpty();
    }

    @Test
    default void whatHasStartedOrEndedIsNoLongerInTheQueue() {
        Job report = job(1, "report");
        Execution first = waiting(report, 1);
        Execution second = waiting(report, 2);
        write(new SaveJob(report), fire(first), fire(second), fire(waiting(report, 3)));

        Execution cancelled = second.with(second.shard(0).cancelled(), at(9), new Reason(Reason.CANCELLED, "So."));
        write(start(started(first, 0), 0), new UpdateExecution(cancelled, null));

        assertThat(store().listWaiting(report.id(), 0, 10)).containsExactly(waiting(report, 3));
        assertThat(store().takeOver().waiting()).isEqualTo(Map.of(report.id(), 1));
    }

    private static Execution waiting(Job job, long id) {
        return execution(job, id).because(new Reason(Reason.WAITING_FOR_TURN, "Waits for an earlier execution."));
    }
}
