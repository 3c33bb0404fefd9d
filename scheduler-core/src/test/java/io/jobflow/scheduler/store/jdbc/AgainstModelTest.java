package io.jobflow.scheduler.store.jdbc;

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
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static io.jobflow.scheduler.store.StoreSamples.withFireKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreState;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.RecordTrigger;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import io.jobflow.scheduler.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random histories, written to each database and to the plain model: both show the same, batch after batch. */
class AgainstModelTest {

    private static final int BATCHES = 60;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "SQLITE, 1",
        "SQLITE, 2",
        "SQLITE, 3",
        "SQLITE, 4",
        "SQLITE, 5",
        "POSTGRESQL, 11",
        "POSTGRESQL, 12",
        "MARIADB, 13",
        "MYSQL, 14"
    })
    void showsWhatTheModelShows(DatabaseKind kind, long seed) {
        History history = new History(new Random(seed));
        try (JobStore model = new MemoryStore();
                JobStore store = TestDatabases.open(kind, directory, source -> source)) {
            Snapshot begin = model.takeOver();
            assertThat(store.takeOver()).isEqualTo(begin);

            for (int i = 0; i < BATCHES; i++) {
                List<StoreWrite> batch = history.batch();
                for (int times = history.random.nextInt(2); times >= 0; times--) {
                    assertThat(outcome(store, begin, batch)).isEqualTo(outcome(model, begin, batch));
                }
                assertThat(StoreState.of(store).withoutLetterIds())
                        .isEqualTo(StoreState.of(model).withoutLetterIds());
            }

            assertThat(store.takeOver()).isEqualTo(model.takeOver());
        }
    }

    private static Object outcome(JobStore store, Snapshot begin, List<StoreWrite> batch) {
        try {
            return store.write(begin.epoch(), batch);
        } catch (RefusedWriteException e) {
            return "refused";
        }
    }

    /** What an engine might do, drawn at random. */
    private static final class History {

        private final Random random;
        private final TreeMap<Long, Execution> executions = new TreeMap<>();
        private Job job = job(1, "report");
        private boolean saved;
        private long lastId;

        History(Random random) {
            this.random = random;
        }

        List<StoreWrite> batch() {
            List<StoreWrite> batch = new ArrayList<>();
            if (!saved) {
                saved = true;
                batch.add(new SaveJob(job));
            }
            if (random.nextInt(10) == 0) {
                return List.of(fire(execution(job, 400)), fire(execution(job(99, "ghost"), 401)));
            }
            for (int size = 1 + random.nextInt(8); size > 0; size--) {
                batch.add(next());
            }
            return batch;
        }

        private StoreWrite next() {
            int choice = random.nextInt(12);
            if (executions.isEmpty() || choice == 0) {
                return recordFire();
            } else if (choice == 1) {
                return new RecordTrigger(withFireKey(execution(job, ++lastId), job, "m:" + random.nextInt(3)));
            } else if (choice == 2) {
                return replaceJob();
            }
            Execution execution = new ArrayList<>(executions.values()).get(random.nextInt(executions.size()));
            return step(execution, random.nextInt(execution.shards().size()));
        }

        private StoreWrite recordFire() {
            Execution fresh = execution(job, ++lastId, new ShardPlan.Count(1 + random.nextInt(3)));
            executions.put(lastId, fresh);
            return fire(fresh);
        }

        private StoreWrite replaceJob() {
            if (job.deletedAt() == null) {
                job = deleted(job, at(100));
            } else {
                job = job(job.id().value() + 1, "report");
            }
            return new SaveJob(job);
        }

        private StoreWrite step(Execution execution, int shard) {
            ShardStatus status = execution.shard(shard).status();
            if (status == ShardStatus.PENDING) {
                return start(keep(started(execution, shard)), shard);
            } else if (status == ShardStatus.RUNNING) {
                return end(execution, shard);
            } else if (execution.status().isFinal()) {
                Execution reopened = execution.reopened(new Reason(Reason.REOPENED, "A person sent it again."));
                return new UpdateExecution(keep(reopened), at(200));
            }
            return new UpdateExecution(execution, null);
        }

        private StoreWrite end(Execution execution, int shard) {
            switch (random.nextInt(3)) {
                case 0:
                    return settle(keep(succeeded(execution, shard)), shard);
                case 1:
                    return settle(keep(retrying(execution, shard)), shard);
                default:
                    Execution failed = keep(failed(execution, shard));
                    return failed.status().isFinal() ? settleForGood(failed, shard) : settle(failed, shard);
            }
        }

        private Execution keep(Execution execution) {
            executions.put(execution.id().value(), execution);
            return execution;
        }
    }
}
