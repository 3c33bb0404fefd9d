package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreWrite.RecordFires;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the first version wrote on a server is read, and written on, by this one. */
class ServerMigrationTest {

    private static final String DEFINITION = "{\"name\":\"report\",\"schedule\":{\"fixedRate\":\"1m\"},"
            + "\"target\":{\"service\":\"orders\",\"handler\":\"order-sync\"}}";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(value = DatabaseKind.class, mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void keepsWhenEachJobFiresNext(DatabaseKind kind) throws SQLException {
        DatabaseSettings database = TestDatabases.newDatabase(kind, directory);
        writeWithTheFirstVersion(kind, database);

        try (JobStore store = DatabaseStore.open(database)) {
            Snapshot snapshot = store.takeOver();
            assertThat(snapshot.jobs()).extracting(Job::nextFire).containsExactly(Instant.ofEpochMilli(60_000), null);
            moveOn(store, snapshot.epoch());
        }

        try (JobStore store = DatabaseStore.open(database)) {
            assertThat(store.takeOver().jobs())
                    .extracting(Job::nextFire)
                    .containsExactly(Instant.ofEpochMilli(120_000), Instant.ofEpochMilli(90_000));
        }
    }

    private static void moveOn(JobStore store, Epoch epoch) {
        store.write(
                epoch,
                List.of(
                        new RecordFires(new JobId(1), Instant.ofEpochMilli(120_000), List.of()),
                        new RecordFires(new JobId(2), Instant.ofEpochMilli(90_000), List.of())));
    }

    private void writeWithTheFirstVersion(DatabaseKind kind, DatabaseSettings database) throws SQLException {
        Flyway.configure(getClass().getClassLoader())
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration/" + kind.name().toLowerCase(Locale.ROOT))
                .table("schema_history")
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO job VALUES (1, 'report', '" + DEFINITION + "', 1, 500, 500, 60000, NULL)");
            statement.executeUpdate("INSERT INTO job VALUES (2, 'invoice', '" + DEFINITION.replace("report", "invoice")
                    + "', 1, 500, 500, NULL, NULL)");
        }
    }
}
