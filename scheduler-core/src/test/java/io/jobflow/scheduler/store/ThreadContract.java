package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.retrying;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.start;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once. */
interface ThreadContract extends StoreUnderTest {

    @Test
    @Timeout(60)
    default void keepsTheWritesOfAllThreads() throws Exception {
        write(new SaveJob(job(1, "report")));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                long first = 1 + 25L * thread;
                writers.add(threads.submit(() -> {
                    for (long id = first; id < first + 25; id++) {
                        write(fire(execution(job(1, "report"), id)));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(StoreState.of(store()).executions()).hasSize(100);
    }

    @Test
    @Timeout(60)
    default void readsNeverSeeHalfABatch() throws Exception {
        Job report = job(1, "report");
        write(new SaveJob(report), fire(execution(report, 1)));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = thread.submit(() -> retryAgainAndAgain(execution(report, 1)));

            while (!writer.isDone()) {
                StoreState.of(store()).check();
            }

            writer.get(30, TimeUnit.SECONDS);
        } finally {
            thread.shutdownNow();
        }
    }

    private void retryAgainAndAgain(Execution execution) {
        Execution waiting = execution;
        for (int attempt = 1; attempt <= 30; attempt++) {
            Execution running = started(waiting, 0);
            waiting = retrying(running, 0);
            write(start(running, 0));
            write(settle(waiting, 0));
        }
    }
}
