package io.jobflow.scheduler.store.jdbc;

import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many round trips and commits a batch costs on PostgreSQL; docs/performance.md names the same numbers. */
class PostgresqlStatementsTest {

    private final WatchedSource writes = new WatchedSource();
    private final AtomicInteger commits = new AtomicInteger();
    private final Job report = job(1, "report");
    private final DatabaseSettings database = DatabaseServer.POSTGRESQL.newDatabase();
    private final JobStore store = ServerStore.open(database, DatabaseKind.POSTGRESQL, writes::watch, source -> source);
    private final Epoch epoch = store.takeOver().epoch();

    PostgresqlStatementsTest() {
        store.write(epoch, List.of(new SaveJob(report)));
        writes.beforeCommit(commits::incrementAndGet);
        writes.drain();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aHundredFiresTakeSixStatementsAndOneCommit() {
        List<StoreWrite> fires = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            fires.add(fire(started(execution(report, id), 0)));
        }

        store.write(epoch, fires);

        assertThat(writes.drain()).hasSize(6);
        assertThat(commits).hasValue(1);
    }

    @Test
    void aHundredEndsTakeFiveStatementsAndOneCommit() {
        List<StoreWrite> fires = new ArrayList<>();
        List<StoreWrite> ends = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            Execution running = started(execution(report, id), 0);
            fires.add(fire(running));
            ends.add(settle(succeeded(running, 0), 0));
        }
        store.write(epoch, fires);
        writes.drain();
        commits.set(0);

        store.write(epoch, ends);

        assertThat(writes.drain()).hasSize(5);
        assertThat(commits).hasValue(1);
    }

    /** However far the planner's statistics lag behind: here they are those of empty tables. */
    @Test
    void findsEveryRowByItsKey() throws SQLException {
        for (int batch = 0; batch < 10; batch++) {
            List<StoreWrite> fires = new ArrayList<>();
            List<StoreWrite> ends = new ArrayList<>();
            for (int id = batch * 30 + 1; id <= batch * 30 + 30; id++) {
                Execution running = started(execution(report, id), 0);
                fires.add(fire(running));
                ends.add(settle(succeeded(running, 0), 0));
            }
            store.write(epoch, fires);
            store.write(epoch, ends);
        }

        store.close(); // which hands its counts in

        await().until(() -> sum("n_tup_upd"), updated -> updated == 900);
        assertThat(sum("seq_tup_read")).isZero();
    }

    private long sum(String counter) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(" + counter
                        + ") FROM pg_stat_user_tables WHERE relname IN ('execution', 'shard_run', 'attempt')")) {
            row.next();
            return row.getLong(1);
        }
    }
}
