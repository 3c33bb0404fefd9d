package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.failed;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.retrying;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.settleForGood;
import static io.jobflow.scheduler.store.StoreSamples.skipped;
import static io.jobflow.scheduler.store.StoreSamples.start;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static io.jobflow.scheduler.store.StoreSamples.withFireKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreState;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.RecordTrigger;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.store.jdbc.FaultySource.Fault;
import io.jobflow.scheduler.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every statement and every commit of every batch of some executions' lives fails once before it and once after it took
 * effect, and its connection dies; the batch is written again each time. Then the store holds what the model holds.
 */
@Timeout(120)
class EveryStepFailsTest {

    private final FaultySource faulty = new FaultySource();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void storeHoldsWhatTheModelHoldsHoweverOftenWritesFail(DatabaseKind kind) {
        try (JobStore model = new MemoryStore();
                JobStore store = TestDatabases.open(kind, directory, faulty::between)) {
            Epoch epoch = model.takeOver().epoch();
            assertThat(store.takeOver().epoch()).isEqualTo(epoch);

            for (List<StoreWrite> batch : life()) {
                StoreState before = StoreState.of(model).withoutLetterIds();
                List<WriteResult> results = model.write(epoch, batch);
                StoreState after = StoreState.of(model).withoutLetterIds();

                assertThat(writeAmidFaults(store, epoch, batch, List.of(before, after)))
                        .isEqualTo(results);
                assertThat(StoreState.of(store).withoutLetterIds()).isEqualTo(after);
            }

            faulty.failAt(0, Fault.BEFORE);
            assertThat(store.takeOver()).isEqualTo(model.takeOver());
        }
    }

    /** Writes a batch until there is no further step that could fail. */
    private List<WriteResult> writeAmidFaults(
            JobStore store, Epoch epoch, List<StoreWrite> batch, List<StoreState> allOrNothing) {
        for (int step = 1; ; step++) {
            for (Fault fault : Fault.values()) {
                faulty.failAt(step, fault);
                try {
                    List<WriteResult> results = store.write(epoch, batch);
                    assertThat(step).as("steps that failed").isGreaterThan(2);
                    return results;
                } catch (StoreException e) {
                    assertThat(e)
                            .isNotInstanceOf(RefusedWriteException.class)
                            .hasMessage("writing to the database failed: the connection died");
                    assertThat(StoreState.of(store).withoutLetterIds()).isIn(allOrNothing);
                }
            }
        }
    }

    /** Batches with every kind of write about executions. */
    private static List<List<StoreWrite>> life() {
        Job report = job(1, "report");
        Execution sharded = execution(report, 1, new ShardPlan.Count(2));
        Execution half = started(sharded, 0);
        Execution both = started(half, 1);
        Execution single = started(execution(report, 2), 0);
        Execution retried = retrying(single, 0);
        Execution oneFailed = failed(both, 0);
        Execution over = succeeded(oneFailed, 1);
        Execution again = started(retried, 0);
        Execution failed = failed(again, 0);
        Execution reopened = failed.reopened(new Reason(Reason.REOPENED, "A person sent it again."));
        Execution third = started(reopened, 0);
        Execution waiting = execution(report, 3).because(new Reason(Reason.WAITING_FOR_TURN, "Waits."));
        Execution trigger = withFireKey(execution(report, 5), report, "m:k");
        return List.of(
                List.of(new SaveJob(report)),
                List.of(fire(half), fire(single), fire(waiting), fire(skipped(report, 4))),
                List.of(
                        new RecordTrigger(trigger),
                        new RecordTrigger(withFireKey(execution(report, 6), report, "m:k"))),
                List.of(start(both, 1), settle(retried, 0), start(started(waiting, 0), 0)),
                List.of(settle(oneFailed, 0), settle(over, 1), start(again, 0), settleForGood(failed, 0)),
                List.of(new UpdateExecution(reopened, at(90)), start(third, 0), settle(succeeded(third, 0), 0)),
                IntStream.rangeClosed(20, 99)
                        .mapToObj(id -> (StoreWrite) fire(started(execution(report, id), 0)))
                        .toList(),
                List.of(new StoreWrite.Prune(List.of(over.id(), waiting.id()), List.of())));
    }
}
