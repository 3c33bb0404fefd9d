package io.jobflow.scheduler.store.doctor;

import static io.jobflow.scheduler.store.StoreSamples.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreSamples;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.jdbc.ReadOnlyDatabase;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each check finds its planted fault, and leaves what looks like it alone. Execution 1 succeeded at the second attempt, 2
 * waits for a retry, 3 runs, 4 failed for good, 5 was skipped, 6 has two shards, one of which failed, and 7 waits.
 */
class DoctorTest {

    /** Nothing of the sample is overdue then. */
    private static final Instant NOW = T0.plusSeconds(60);

    @TempDir
    private Path dataDir;

    @BeforeEach
    void fill() {
        try (JobStore store = SqliteStore.open(dataDir)) {
            Epoch epoch = store.takeOver().epoch();
            store.write(epoch, sample());
        }
    }

    static List<StoreWrite> sample() {
        Job job = StoreSamples.job(1, "report");
        List<StoreWrite> writes = new ArrayList<>();
        writes.add(new StoreWrite.SaveJob(job));
        for (int id : new int[] {1, 2, 3, 4, 7}) {
            writes.add(StoreSamples.fire(StoreSamples.execution(job, id)));
        }
        writes.add(StoreSamples.fire(StoreSamples.skipped(job, 5)));
        writes.add(StoreSamples.fire(StoreSamples.execution(job, 6, new ShardPlan.Count(2))));
        Execution retrying = tried(writes, StoreSamples.execution(job, 1), 0, ShardStatus.PENDING);
        tried(writes, retrying, 0, ShardStatus.SUCCESS);
        tried(writes, StoreSamples.execution(job, 2), 0, ShardStatus.PENDING);
        writes.add(StoreSamples.start(StoreSamples.started(StoreSamples.execution(job, 3), 0), 0));
        tried(writes, StoreSamples.execution(job, 4), 0, ShardStatus.FAILURE);
        Execution half = tried(writes, StoreSamples.execution(job, 6, new ShardPlan.Count(2)), 0, ShardStatus.SUCCESS);
        tried(writes, half, 1, ShardStatus.FAILURE);
        return writes;
    }

    private static Execution tried(List<StoreWrite> writes, Execution before, int shard, ShardStatus end) {
        Execution started = StoreSamples.started(before, shard);
        writes.add(StoreSamples.start(started, shard));
        Execution ended = end == ShardStatus.SUCCESS
                ? StoreSamples.succeeded(started, shard)
                : StoreSamples.ended(started, shard, JobResult.FAILURE, end);
        writes.add(
                end == ShardStatus.FAILURE
                        ? StoreSamples.settleForGood(ended, shard)
                        : StoreSamples.settle(ended, shard));
        return ended;
    }

    @Test
    void findsNothingInWhatTheStoreHasWritten() {
        DoctorReport report = examine(NOW);

        assertThat(report.findings()).isEmpty();
        assertThat(report)
                .returns(1L, DoctorReport::jobs)
                .returns(7L, DoctorReport::executions)
                .returns(7L, DoctorReport::shards)
                .returns(7L, DoctorReport::attempts)
                .returns(2L, DoctorReport::deadLetters);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ROW_HAS_PARENT | UPDATE execution SET job_id = 99 WHERE id = 5",
                "ROW_HAS_PARENT | DELETE FROM execution WHERE id = 5; DELETE FROM execution WHERE id = 7",
                "ROW_HAS_PARENT | DELETE FROM shard_run WHERE execution_id = 6 AND shard_index = 1",
                "STATUS_KNOWN | UPDATE execution SET status = 'done' WHERE id = 5",
                "STATUS_KNOWN | UPDATE attempt SET status = 'done' WHERE execution_id = 1 AND number = 2",
                "SHARDS_COMPLETE | UPDATE shard_run SET shard_total = 3 WHERE execution_id = 6",
                "ATTEMPTS_CONTIGUOUS | DELETE FROM attempt WHERE execution_id = 1 AND number = 1",
                "ATTEMPT_RUNNING_ALONE | UPDATE attempt SET status = 'running', finished_at = NULL"
                        + " WHERE execution_id = 1 AND number = 1",
                "ATTEMPT_RUNNING_ALONE | UPDATE shard_run SET status = 'running' WHERE execution_id = 2",
                "ATTEMPT_RUNNING_ALONE | UPDATE shard_run SET status = 'success' WHERE execution_id = 3",
                "ATTEMPT_END_WRITTEN | UPDATE attempt SET finished_at = NULL WHERE execution_id = 1 AND number = 2",
                "TOKENS_GROW | UPDATE attempt SET fencing_token = 7 WHERE execution_id = 1 AND number = 2",
                "STATUS_FOLLOWS_SHARDS | UPDATE execution SET status = 'success' WHERE id = 6",
                "STATUS_FOLLOWS_SHARDS | UPDATE execution SET status = 'pending' WHERE id = 3",
                "EVERY_SHARD_FINAL | UPDATE execution SET status = 'pending', finished_at = NULL WHERE id = 1",
                "EVERY_SHARD_FINAL | UPDATE execution SET status = 'pending', finished_at = NULL WHERE id = 5",
                "END_WRITTEN | UPDATE execution SET finished_at = NULL WHERE id = 1",
                "END_WRITTEN | UPDATE execution SET finished_at = 5 WHERE id = 2",
                "FINAL_WITHOUT_RUNNING | UPDATE execution SET status = 'success', finished_at = 5 WHERE id = 3",
                "LISTED_UNFINISHED | DELETE FROM unfinished_execution WHERE execution_id = 2",
                "LISTED_UNFINISHED | INSERT INTO unfinished_execution VALUES (1)",
                "LISTED_WAITING | INSERT INTO waiting_execution VALUES (1, 7)",
                "LISTED_WAITING | UPDATE execution SET reason_code = 'waiting.turn', reason_sentence = 'x' WHERE id = 7",
                "DELETED_JOB_LEFT_ALONE | UPDATE job SET name = NULL, deleted_at = 5;"
                        + " UPDATE next_fire SET fire_time = NULL",
                "DEAD_LETTER_MISSING | DELETE FROM dead_letter WHERE execution_id = 4",
                "DEAD_LETTER_STRAY | UPDATE dead_letter SET execution_id = 1 WHERE execution_id = 4",
                "DEFINITION_READABLE | UPDATE job SET definition = '{}'",
                "NEXT_FIRE_STRAY | UPDATE job SET definition = replace(definition, '\"enabled\":true', '\"enabled\":false')",
                "NEXT_FIRE_SET | UPDATE next_fire SET fire_time = NULL;"
                        + " UPDATE job SET definition = replace(definition, '{\"manual\":true}', '{\"fixedRate\":\"1m\"}')",
            })
    void findsAPlantedFault(Check check, String fault) throws SQLException {
        plant(fault);

        DoctorReport report = examine(NOW);

        assertThat(report.findings()).extracting(Finding::check).contains(check);
        assertThat(report.isHealthy()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a job that a person gave another name | UPDATE job SET name = 'other'",
                "a deleted job whose executions say why they wait | UPDATE execution SET reason_code = 'waiting.slot',"
                        + " reason_sentence = 'x' WHERE id IN (2, 7); UPDATE job SET name = NULL, deleted_at = 5;"
                        + " UPDATE next_fire SET fire_time = NULL",
                "a letter that was redriven before its execution ended well | INSERT INTO dead_letter (execution_id,"
                        + " attempts, reason_code, reason_sentence, created_at, redriven_at)"
                        + " VALUES (1, 1, 'x', 'x', 5, 6)",
                "another failure of several as the last word | UPDATE shard_run SET status = 'timeout'"
                        + " WHERE execution_id = 4; UPDATE execution SET status = 'timeout' WHERE id = 4",
                "a planned execution before its time | UPDATE execution SET status = 'planned' WHERE id = 7",
                "an execution that waits its turn | UPDATE execution SET reason_code = 'waiting.turn',"
                        + " reason_sentence = 'x' WHERE id = 7; INSERT INTO waiting_execution VALUES (1, 7)",
                "a schedule at its end | UPDATE next_fire SET fire_time = NULL;"
                        + " UPDATE job SET definition = replace(definition, '{\"manual\":true}', '{\"at\":\"2020-01-01T00:00:00Z\"}')",
                "a shard that runs because its attempt does | UPDATE shard_run SET status = 'pending', retry_at = 5"
                        + " WHERE execution_id = 3",
                "tokens of another epoch | UPDATE attempt SET fencing_token = 9999999999999"
                        + " WHERE execution_id = 1 AND number = 2",
            })
    void leavesAlone(String what, String change) throws SQLException {
        plant(change);

        assertThat(examine(NOW).findings()).as(what).isEmpty();
    }

    @Test
    void findsAFireThatWasRecordedTwice() throws SQLException {
        plant("CREATE TABLE loose AS SELECT * FROM execution; DROP TABLE execution;"
                + " ALTER TABLE loose RENAME TO execution; UPDATE execution SET fire_key = 's:1' WHERE id IN (5, 7)");

        DoctorReport report = examine(NOW);

        assertThat(report.findings())
                .containsExactly(
                        new Finding(Check.FIRE_RECORDED_ONCE, "job 1", "has 2 executions with the fire key \"s:1\""));
    }

    @Test
    void warnsOfWhatIsLongOverdueAndFindsNoViolationInIt() {
        DoctorReport report = examine(T0.plus(Duration.ofHours(1)));

        assertThat(report.isHealthy()).isTrue();
        assertThat(report.warnings()).isEqualTo(3);
        assertThat(report.findings())
                .extracting(Finding::check)
                .containsExactly(Check.NEXT_FIRE_OVERDUE, Check.OVERDUE, Check.OVERDUE);
    }

    @Test
    void keepsTheFirstOfManyFindingsAndCountsAll() throws SQLException {
        plant("WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1099)"
                + " INSERT INTO execution SELECT i, job_id, job_name, job_version, 'm:' || i, fire_time, triggered_by,"
                + " 'success', 't' || i, fire_span_id, params, request_hash, created_at, started_at, finished_at,"
                + " reason_code, reason_sentence FROM n, execution WHERE id = 5");

        DoctorReport report = examine(NOW);

        assertThat(report.executions()).isEqualTo(1_007);
        assertThat(report.violations()).isEqualTo(1_000);
        assertThat(report.findings()).hasSize(Findings.KEPT);
    }

    @Test
    void worksBesideASchedulerThatHasTheDirectory() {
        try (JobStore store = SqliteStore.open(dataDir)) {
            Epoch epoch = store.takeOver().epoch();
            Job job = StoreSamples.job(1, "report");
            store.write(epoch, List.of(StoreSamples.fire(StoreSamples.skipped(job, 8))));

            assertThat(examine(NOW).executions()).isEqualTo(8);
            store.write(epoch, List.of(StoreSamples.fire(StoreSamples.skipped(job, 9))));
        }
    }

    @Test
    void cannotWrite() throws SQLException {
        try (Connection connection = ReadOnlyDatabase.ofDataDir(dataDir).connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("DELETE FROM dead_letter"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void saysThatThereIsNoDatabase() {
        assertThatThrownBy(() -> ReadOnlyDatabase.ofDataDir(dataDir.resolve("elsewhere")))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining("There is no file")
                .hasMessageContaining("--database-url");
    }

    private DoctorReport examine(Instant now) {
        return Doctor.examine(ReadOnlyDatabase.ofDataDir(dataDir), now, done -> {});
    }

    private void plant(String fault) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("jobflow.db"));
                Statement statement = connection.createStatement()) {
            for (String one : Arrays.asList(fault.split(";"))) {
                statement.executeUpdate(one);
            }
        }
    }
}
