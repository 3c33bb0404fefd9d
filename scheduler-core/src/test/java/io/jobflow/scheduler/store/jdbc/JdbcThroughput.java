package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many executions a second the store carries from fire to success. Run by hand: {@code mvn -pl scheduler-core -am test
 * -Dtest=JdbcThroughput -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class JdbcThroughput {

    private static final int EXECUTIONS = 20_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1_000})
    void firesAndSettles(int batchSize) {
        try (JobStore store = SqliteStore.open(directory)) {
            Epoch epoch = store.takeOver().epoch();
            Job report = job(1, "report");
            store.write(epoch, List.of(new SaveJob(report)));
            int executions = batchSize == 1 ? EXECUTIONS / 10 : EXECUTIONS;
            run(store, epoch, report, 0, executions, batchSize);

            long begin = System.nanoTime();
            run(store, epoch, report, executions, executions, batchSize);
            double seconds = (System.nanoTime() - begin) / 1e9;

            System.out.printf(
                    "%d executions in batches of %d: %.0f executions/s, %.0f rows/s, %.0f commits/s%n",
                    executions,
                    batchSize,
                    executions / seconds,
                    7 * executions / seconds,
                    2.0 * executions / batchSize / seconds);
            assertThat(store.takeOver().unfinished()).isEmpty();
        }
    }

    /** Each execution is written with its first attempt in one batch and settled in a later one: seven rows in all. */
    private static void run(JobStore store, Epoch epoch, Job job, int from, int executions, int batchSize) {
        for (int done = 0; done < executions; done += batchSize) {
            List<StoreWrite> fires = new ArrayList<>(batchSize);
            List<StoreWrite> ends = new ArrayList<>(batchSize);
            for (int i = 1; i <= batchSize; i++) {
                Execution running = started(execution(job, from + done + i), 0);
                fires.add(fire(running));
                ends.add(settle(succeeded(running, 0), 0));
            }
            store.write(epoch, fires);
            store.write(epoch, ends);
        }
    }
}
