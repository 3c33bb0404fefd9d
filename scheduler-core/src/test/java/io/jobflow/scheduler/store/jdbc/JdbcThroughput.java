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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How many executions a second the store carries from fire to success, and on PostgreSQL what each of them writes to the
 * log. Run by hand: {@code mvn -pl scheduler-core -am test -Dtest=JdbcThroughput -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class JdbcThroughput {

    private static final int EXECUTIONS = 20_000;
    private static final int JOBS = 500;

    private static final String HOT = "SELECT relname, n_tup_upd, n_tup_hot_upd FROM pg_stat_user_tables"
            + " WHERE n_tup_upd > 100 ORDER BY relname";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "SQLITE, 1", "SQLITE, 10", "SQLITE, 100", "SQLITE, 1000",
        "POSTGRESQL, 1", "POSTGRESQL, 10", "POSTGRESQL, 100", "POSTGRESQL, 1000",
        "MARIADB, 100", "MYSQL, 100"
    })
    void firesAndSettles(DatabaseKind kind, int batchSize) throws SQLException {
        DatabaseSettings database = TestDatabases.newDatabase(kind, directory);
        try (JobStore store = DatabaseStore.open(database)) {
            Epoch epoch = store.takeOver().epoch();
            List<Job> jobs = new ArrayList<>();
            for (int id = 1; id <= JOBS; id++) {
                jobs.add(job(id, "report-" + id));
            }
            store.write(
                    epoch,
                    jobs.stream().map(job -> (StoreWrite) new SaveJob(job)).toList());
            int executions = batchSize == 1 ? EXECUTIONS / 10 : EXECUTIONS;
            run(store, epoch, jobs, 0, executions, batchSize);
            long logBefore = log(database, kind);

            long begin = System.nanoTime();
            run(store, epoch, jobs, executions, executions, batchSize);
            double seconds = (System.nanoTime() - begin) / 1e9;

            System.out.printf(
                    "%s, %d executions in batches of %d: %.0f executions/s, %.3f commits and %d bytes of log each%n",
                    kind,
                    executions,
                    batchSize,
                    executions / seconds,
                    2.0 / batchSize,
                    (log(database, kind) - logBefore) / executions);
            assertThat(store.takeOver().unfinished()).isEmpty();
        }
        if (kind == DatabaseKind.POSTGRESQL) {
            print(database, HOT);
        }
    }

    /** Each execution is written with its first attempt in one batch and settled in a later one. */
    private static void run(JobStore store, Epoch epoch, List<Job> jobs, int from, int executions, int batchSize) {
        for (int done = 0; done < executions; done += batchSize) {
            List<StoreWrite> fires = new ArrayList<>(batchSize);
            List<StoreWrite> ends = new ArrayList<>(batchSize);
            for (int i = 1; i <= batchSize; i++) {
                int id = from + done + i;
                Execution running = started(execution(jobs.get(id % JOBS), id), 0);
                fires.add(fire(running));
                ends.add(settle(succeeded(running, 0), 0));
            }
            store.write(epoch, fires);
            store.write(epoch, ends);
        }
    }

    /** Bytes that PostgreSQL has written to its log so far; 0 elsewhere. */
    private static long log(DatabaseSettings database, DatabaseKind kind) throws SQLException {
        if (kind != DatabaseKind.POSTGRESQL) {
            return 0;
        }
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT (pg_current_wal_lsn() - '0/0')::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void print(DatabaseSettings database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                System.out.printf(
                        "  %s: %d updates, %d of them HOT%n", row.getString(1), row.getLong(2), row.getLong(3));
            }
        }
    }
}
