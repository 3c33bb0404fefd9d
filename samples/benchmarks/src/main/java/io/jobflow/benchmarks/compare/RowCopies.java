package io.jobflow.benchmarks.compare;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Multiplies rows that JobFlow has written, straight in its database, whatever columns they have: a million times a row
 * within seconds, where the scheduler itself would take minutes.
 */
final class RowCopies implements AutoCloseable {

    private final boolean sqlite;
    private final Connection connection;

    private RowCopies(boolean sqlite, Connection connection) {
        this.sqlite = sqlite;
        this.connection = connection;
    }

    static RowCopies open(Machine.Running running) throws SQLException {
        boolean sqlite = running.product().onSqlite();
        Connection connection =
                DriverManager.getConnection(sqlite ? "jdbc:sqlite:" + running.url() + "/jobflow.db" : running.url());
        RowCopies copies = new RowCopies(sqlite, connection);
        // Checking the keys of copies would take longer than making them.
        copies.execute(sqlite ? "PRAGMA foreign_keys = OFF" : "SET session_replication_role = replica");
        if (sqlite) {
            copies.execute("PRAGMA cache_size = -1000000");
        }
        return copies;
    }

    /** Copies of the newest living job, as it stands. */
    void jobs(int count) throws SQLException {
        String newest = "(SELECT max(id) FROM job WHERE name IS NOT NULL)";
        copy("next_fire", "job_id = " + newest, count, Map.of("job_id", "job_id + n"));
        copy(
                "job",
                "id = " + newest,
                count,
                Map.of(
                        "id", "id + n",
                        "name", "'copy-' || n",
                        "definition", "replace(definition, '\"' || name || '\"', '\"copy-' || n || '\"')"));
        execute("ANALYZE");
    }

    /** Finished executions with their shards and attempts, copies of the newest. */
    void history(int count) throws SQLException {
        String newest = "(SELECT max(id) FROM execution)";
        // Below the newest, so that newer ones find their ids free; the trace id is spread as real ones are.
        copy("attempt", "execution_id = " + newest, count, Map.of("execution_id", "execution_id - n"));
        copy("shard_run", "execution_id = " + newest, count, Map.of("execution_id", "execution_id - n"));
        copy(
                "execution",
                "id = " + newest,
                count,
                Map.of(
                        "id", "id - n",
                        "fire_key", "'s:' || n",
                        "trace_id", sqlite ? "printf('%08x%024x', (n * 2654435761) & 4294967295, n)" : "md5(n::text)"));
        execute("ANALYZE");
    }

    private void copy(String table, String which, int count, Map<String, String> changes) throws SQLException {
        List<String> columns = columns(table);
        List<String> values = columns.stream()
                .map(column -> changes.getOrDefault(column, column))
                .toList();
        String numbers = sqlite
                ? "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < " + count + ") "
                : "WITH g AS (SELECT n FROM generate_series(1, " + count + ") n) ";
        execute(numbers + "INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
                + String.join(", ", values) + " FROM " + table + ", g WHERE " + which);
    }

    private List<String> columns(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            ResultSetMetaData meta = none.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(meta.getColumnName(i));
            }
            return columns;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
