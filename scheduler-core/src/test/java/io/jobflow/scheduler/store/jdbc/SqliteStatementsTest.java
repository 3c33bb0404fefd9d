package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.skipped;
import static io.jobflow.scheduler.store.StoreSamples.start;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.StoreState;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many statements things cost; docs/performance.md names the same numbers. */
class SqliteStatementsTest {

    private final WatchedSource writes = new WatchedSource();
    private final WatchedSource reads = new WatchedSource();
    private final Job report = job(1, "report");
    private final JobStore store;
    private final Epoch epoch;

    SqliteStatementsTest(@TempDir Path directory) {
        store = SqliteStore.open(directory, writes::watch, reads::watch);
        epoch = store.takeOver().epoch();
        store.write(epoch, List.of(new SaveJob(report)));
        writes.drain();
        reads.drain();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aFireWithItsFirstAttemptTakesSixStatements() {
        store.write(epoch, List.of(fire(started(execution(report, 1), 0))));

        assertThat(writes.drain().stream().map(SqliteStatementsTest::kind))
                .containsExactly(
                        "SELECT epoch",
                        "UPDATE next_fire",
                        "INSERT execution",
                        "INSERT unfinished_execution",
                        "INSERT shard_run",
                        "INSERT attempt");
    }

    @Test
    void aHundredFiresTakeAsManyStatementsAsOne() {
        List<StoreWrite> batch = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            batch.add(fire(started(execution(report, id, new ShardPlan.Count(4)), 0)));
        }

        store.write(epoch, batch);

        assertThat(writes.drain()).hasSize(6);
    }

    @Test
    void startingAnAttemptTakesFourStatements() {
        Execution due = execution(report, 1);
        store.write(epoch, List.of(fire(due)));
        writes.drain();

        store.write(epoch, List.of(start(started(due, 0), 0)));

        assertThat(writes.drain().stream().map(SqliteStatementsTest::kind))
                .containsExactly("SELECT epoch", "INSERT attempt", "UPDATE execution", "DELETE waiting_execution");
    }

    @Test
    void settlingTheLastAttemptTakesFiveStatements() {
        Execution running = started(execution(report, 1), 0);
        store.write(epoch, List.of(fire(running)));
        writes.drain();

        store.write(epoch, List.of(settle(succeeded(running, 0), 0)));

        assertThat(writes.drain().stream().map(SqliteStatementsTest::kind))
                .containsExactly(
                        "SELECT epoch",
                        "UPDATE attempt",
                        "UPDATE shard_run",
                        "UPDATE execution",
                        "DELETE unfinished_execution");
    }

    @Test
    void pruningTakesSixStatementsHoweverManyExecutions() {
        List<StoreWrite> batch = new ArrayList<>();
        for (int id = 1; id <= 500; id++) {
            batch.add(fire(skipped(report, id)));
        }
        store.write(epoch, batch);
        writes.drain();

        List<ExecutionId> all =
                LongStream.rangeClosed(1, 500).mapToObj(ExecutionId::new).toList();
        store.write(epoch, List.of(new StoreWrite.Prune(all, List.of())));

        assertThat(writes.drain().stream().map(SqliteStatementsTest::kind))
                .containsExactly(
                        "SELECT epoch",
                        "DELETE attempt",
                        "DELETE shard_run",
                        "DELETE dead_letter",
                        "DELETE reopening",
                        "DELETE execution");
    }

    @Test
    void listingTakesFourQueriesHoweverManyExecutionsAndShards() {
        for (int id = 1; id <= 30; id++) {
            store.write(epoch, List.of(fire(started(execution(report, id, new ShardPlan.Count(5)), 2))));
        }
        reads.drain();

        store.listExecutions(StoreState.EVERYTHING, new PageRequest(0, 25));

        assertThat(reads.drain()).hasSize(4);
    }

    /** First word and table. */
    private static String kind(String sql) {
        String[] words = sql.split("\\s+");
        String table = switch (words[0]) {
            case "UPDATE" -> words[1];
            case "INSERT", "DELETE" -> words[2];
            default -> sql.replaceFirst(".* FROM (\\w+).*", "$1");
        };
        return words[0] + " " + table;
    }
}
