package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobflow.databases.PostgresqlServer;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreState;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.testkit.DatabaseServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL is killed under load and started again. */
@Timeout(120)
class PostgresqlCrashTest {

    private static final int BATCH = 20;
    private static final int ENOUGH = 25;

    private final Job report = job(1, "report");

    @Test
    void killedServerLosesNothingThatWasAcknowledgedAndTheStoreGoesOn() throws Exception {
        try (PostgresqlServer server = PostgresqlServer.startOne();
                JobStore store = DatabaseStore.open(settings(server))) {
            Epoch epoch = store.takeOver().epoch();
            store.write(epoch, List.of(new SaveJob(report)));
            AtomicInteger acknowledged = new AtomicInteger();
            CountDownLatch underLoad = new CountDownLatch(ENOUGH);
            Thread killer = new Thread(() -> killAfter(underLoad, server), "test-killer");
            killer.start();

            StoreException failure = catchThrowableOfType(StoreException.class, () -> {
                while (true) {
                    store.write(epoch, batch(acknowledged.get()));
                    acknowledged.incrementAndGet();
                    underLoad.countDown();
                }
            });
            killer.join();
            server.startAgain();

            assertThat(failure).hasMessageStartingWith("writing to the database failed: ");
            assertThat(acknowledged.get()).isGreaterThanOrEqualTo(ENOUGH);
            for (int id = 1; id <= BATCH * acknowledged.get(); id++) {
                assertThat(store.findExecution(new ExecutionId(id))).contains(started(execution(report, id), 0));
            }
            List<StoreWrite> unknown = batch(acknowledged.get());
            assertThat(store.write(epoch, unknown)).hasSize(BATCH).containsOnly(WriteResult.APPLIED);
            assertThat(store.takeOver().unfinished()).hasSize(BATCH * (acknowledged.get() + 1));
            StoreState.of(store).check();
        }
    }

    private List<StoreWrite> batch(int number) {
        List<StoreWrite> batch = new ArrayList<>();
        for (int id = BATCH * number + 1; id <= BATCH * (number + 1); id++) {
            batch.add(fire(started(execution(report, id), 0)));
        }
        return batch;
    }

    private static DatabaseSettings settings(PostgresqlServer server) {
        return DatabaseServer.settings(server.running(), server.running().firstDatabase());
    }

    private static void killAfter(CountDownLatch underLoad, PostgresqlServer server) {
        try {
            underLoad.await();
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
