package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.doctor.Doctor;
import io.jobflow.scheduler.store.doctor.DoctorReport;
import io.jobflow.scheduler.store.jdbc.ReadOnlyDatabase;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history of 100,000 executions goes in chunks, and fires are written between them. */
class LongHistoryTest {

    private static final int OLD = 100_000;

    @TempDir
    private Path dataDir;

    @Test
    void firesGoOnWhileALongHistoryIsPruned() throws SQLException {
        try (JobStore store = SqliteStore.open(dataDir)) {
            SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT, store, effects -> effects);
            Job old = scheduler.create(Jobs.manual("old").build());
            insertHistory(old);
            scheduler.create(
                    Jobs.every(Duration.ofSeconds(1)).named("each-second").build());
            List<Integer> chunks = new ArrayList<>();

            new HistoryPass(store.history(), HistorySettings.DEFAULT, scheduler.time.now(), chunk -> {
                        Reply.Pruned reply = (Reply.Pruned) scheduler.submit(chunk);
                        chunks.add(reply.executions());
                        scheduler.advance(Duration.ofSeconds(1));
                        scheduler.answer(Outcome.success(200));
                        return true;
                    })
                    .walk();

            assertThat(chunks).allMatch(size -> size <= 2 * HistoryPass.CHUNK).hasSize(OLD / HistoryPass.CHUNK);
            assertThat(chunks.stream().mapToInt(size -> size).sum()).isEqualTo(OLD - 1);
            assertThat(scheduler.executions())
                    .filteredOn(execution -> execution.jobName().equals("each-second"))
                    .extracting(Execution::fireTime)
                    .hasSize(chunks.size())
                    .doesNotHaveDuplicates();
            DoctorReport report = Doctor.examine(ReadOnlyDatabase.ofDataDir(dataDir), scheduler.time.now(), done -> {});
            assertThat(report.findings()).isEmpty();
            long planned = 1;
            assertThat(report.executions()).isEqualTo(1 + chunks.size() + planned);
        }
    }

    private void insertHistory(Job job) throws SQLException {
        String numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + OLD + ") ";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("jobflow.db"));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate(numbers + "INSERT INTO execution (id, job_id, job_name, job_version, fire_key,"
                    + " fire_time, triggered_by, status, trace_id, fire_span_id, params, created_at, started_at,"
                    + " finished_at) SELECT i, " + job.id().value() + ", 'old', 1, 's:' || i, i, 'schedule', 'success',"
                    + " 't' || i, 's', '{}', i, i, i FROM n");
            statement.executeUpdate(numbers + "INSERT INTO shard_run (execution_id, shard_index, shard_total, status,"
                    + " budget_from) SELECT i, 0, 1, 'success', 1 FROM n");
            statement.executeUpdate(numbers + "INSERT INTO attempt (execution_id, shard_index, number, fencing_token,"
                    + " span_id, status, started_at, deadline, finished_at)"
                    + " SELECT i, 0, 1, 1, 's', 'success', i, i, i FROM n");
            connection.commit();
        }
    }
}
