package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the first released version wrote is read by this one. */
class MigrationTest {

    private static final String OLD_TRACE = "9f86d081884c7d659a2feaa0c55ad015";

    @TempDir
    private Path directory;

    @BeforeEach
    void writeWithTheFirstVersion() throws IOException, SQLException {
        String url = "jdbc:sqlite:" + directory.resolve(SqliteStore.FILE);
        Flyway.configure(getClass().getClassLoader())
                .dataSource(url, null, null)
                .locations("classpath:db/migration/sqlite")
                .table("schema_history")
                .target("1")
                .load()
                .migrate();
        try (InputStream rows = Objects.requireNonNull(getClass().getResourceAsStream("version-1-rows.sql"));
                Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(new String(rows.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void takesOverWhatWasUnfinished() {
        try (JobStore store = SqliteStore.open(directory)) {
            Snapshot snapshot = store.takeOver();

            assertThat(snapshot.epoch().value()).isEqualTo(8);
            assertThat(snapshot.jobs()).extracting(Job::id).containsExactly(new JobId(1), new JobId(2));
            assertThat(snapshot.jobs()).extracting(Job::nextFire).containsExactly(Instant.ofEpochMilli(60_000), null);
            assertThat(snapshot.unfinished())
                    .extracting(one -> one.id().value())
                    .containsExactly(12L, 13L);
            assertThat(snapshot.unfinished().get(0).shard(0).attempts())
                    .singleElement()
                    .satisfies(attempt -> assertThat(attempt.status()).isEqualTo(AttemptStatus.RUNNING));
            assertThat(snapshot.waiting()).containsExactly(java.util.Map.entry(new JobId(1), 1));
            assertThat(store.listWaiting(new JobId(1), 0, 10))
                    .extracting(one -> one.id().value())
                    .containsExactly(14L);
        }
    }

    @Test
    void keepsHistoryWithItsAttemptsAndDeadLetters() {
        try (JobStore store = SqliteStore.open(directory)) {
            Execution failed = store.findExecution(new ExecutionId(11)).orElseThrow();

            assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILURE);
            assertThat(failed.shard(0).attempts())
                    .extracting(attempt -> attempt.message())
                    .containsExactly("boom", "boom again");
            assertThat(store.findDeadLetter(1)).map(DeadLetter::executionId).contains(failed.id());
            StoreState state = StoreState.of(store);
            assertThat(state.waiting()).hasSize(1);
            assertThat(state.executions()).hasSize(5);
            state.check();
        }
    }

    @Test
    void findsAnOldTraceIdThatDoesNotBeginWithItsExecution() {
        try (JobStore store = SqliteStore.open(directory)) {
            assertThat(store.findExecutionByTraceId(OLD_TRACE))
                    .map(Execution::id)
                    .contains(new ExecutionId(10));
        }
    }
}
