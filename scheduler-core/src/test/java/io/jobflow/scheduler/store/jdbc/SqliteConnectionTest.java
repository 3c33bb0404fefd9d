package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.store.JobStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How connections are set up, and which indexes queries take. */
class SqliteConnectionTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"journal_mode, wal", "synchronous, 2", "foreign_keys, 1", "busy_timeout, 10000"})
    void everyConnectionHasItsPragmas(String pragma, String value) throws SQLException {
        List<DataSource> writes = new ArrayList<>();
        List<DataSource> reads = new ArrayList<>();

        try (JobStore store =
                SqliteStore.open(directory, source -> keep(writes, source), source -> keep(reads, source))) {
            assertThat(ask(writes.get(0), "PRAGMA " + pragma)).isEqualTo(value);
            assertThat(ask(reads.get(0), "PRAGMA " + pragma)).isEqualTo(value);
            assertThat(store.findJob("report")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM execution WHERE job_name = 'a' ORDER BY id DESC LIMIT 50 -> execution_of_job",
                "SELECT id FROM execution WHERE trace_id = 'a' -> sqlite_autoindex_execution_1",
                "SELECT id FROM dead_letter WHERE redriven_at IS NULL ORDER BY id DESC -> dead_letter_waiting"
            })
    void queriesTakeTheirIndex(String queryAndIndex) throws SQLException {
        String[] parts = queryAndIndex.split(" -> ");
        List<DataSource> reads = new ArrayList<>();

        try (JobStore store = SqliteStore.open(directory, source -> source, source -> keep(reads, source))) {
            String plan = ask(reads.get(0), "EXPLAIN QUERY PLAN " + parts[0]);

            assertThat(plan).contains("INDEX " + parts[1]).doesNotContain("TEMP B-TREE");
            assertThat(store.findJob("report")).isEmpty();
        }
    }

    @Test
    void keepsEverythingInTheDataDirectory() {
        Path data = directory.resolve("deep/down");

        SqliteStore.open(data).close();

        assertThat(data.toFile().list()).containsExactlyInAnyOrder("jobflow.db", "jobflow.lock");
    }

    private static DataSource keep(List<DataSource> holder, DataSource source) {
        holder.add(source);
        return source;
    }

    /** The last column of every row, joined by blanks. */
    private static String ask(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(all.isEmpty() ? "" : " ")
                        .append(rows.getString(rows.getMetaData().getColumnCount()));
            }
            return all.toString();
        }
    }
}
