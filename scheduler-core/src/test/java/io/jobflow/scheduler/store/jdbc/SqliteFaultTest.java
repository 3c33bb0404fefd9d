package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.retrying;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreState;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.store.jdbc.WatchedSource.Death;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that die at the worst moment, and a writer that takes its time. */
@Timeout(60)
class SqliteFaultTest {

    private final WatchedSource watched = new WatchedSource();
    private final Job report = job(1, "report");
    private final Execution running = started(execution(report, 1), 0);
    private final List<StoreWrite> batch = List.of(new SaveJob(report), fire(running), settle(retrying(running, 0), 0));

    private final JobStore store;
    private final Epoch epoch;

    SqliteFaultTest(@TempDir Path directory) {
        store = SqliteStore.open(directory, watched::watch, source -> source);
        epoch = store.takeOver().epoch();
    }

    @AfterEach
    void close() {
        StoreState.of(store).check();
        store.close();
    }

    @Test
    void batchIsNotAppliedWhenTheConnectionDiesBeforeCommit() {
        watched.die(Death.BEFORE_COMMIT);

        assertThatThrownBy(() -> store.write(epoch, batch))
                .isInstanceOf(StoreException.class)
                .isNotInstanceOf(RefusedWriteException.class)
                .hasMessage("writing to the database failed: the connection died");

        assertThat(StoreState.of(store).executions()).isEmpty();
    }

    @Test
    void batchIsAppliedWhenTheConnectionDiesAfterCommit() {
        watched.die(Death.AFTER_COMMIT);

        assertThatThrownBy(() -> store.write(epoch, batch)).isInstanceOf(StoreException.class);

        assertThat(StoreState.of(store).executions()).containsExactly(retrying(running, 0));
    }

    @ParameterizedTest
    @EnumSource(
            value = Death.class,
            names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void repeatAfterADeathHasTheEffectOfOneWrite(Death death) {
        watched.die(death);
        assertThatThrownBy(() -> store.write(epoch, batch)).isInstanceOf(StoreException.class);

        List<WriteResult> results = store.write(epoch, batch);

        assertThat(results).containsOnly(WriteResult.APPLIED).hasSize(batch.size());
        assertThat(StoreState.of(store).executions()).containsExactly(retrying(running, 0));
        assertThat(store.findJob("report"))
                .contains(report.withNextFire(fire(running).nextFire()));
    }

    @Test
    void readsDoNotWaitForAWriter() throws Exception {
        CountDownLatch beforeCommit = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        watched.beforeCommit(() -> {
            beforeCommit.countDown();
            await(mayCommit);
        });
        ExecutorService writer = Executors.newSingleThreadExecutor(work -> new Thread(work, "test-writer"));
        try {
            Future<List<WriteResult>> writing = writer.submit(() -> store.write(epoch, batch));
            await(beforeCommit);

            StoreState during = StoreState.of(store);
            mayCommit.countDown();
            writing.get(30, TimeUnit.SECONDS);

            assertThat(during.executions()).isEmpty();
            assertThat(StoreState.of(store).executions()).hasSize(1);
        } finally {
            mayCommit.countDown();
            writer.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
