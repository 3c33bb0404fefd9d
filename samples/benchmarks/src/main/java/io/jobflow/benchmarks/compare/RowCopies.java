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
        List<String> indexes = sqlite ? List.of() : withoutIndexes("attempt", "shard_run", "execution");
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
        for (String index : indexes) {
            execute(index);
        }
        execute(sqlite ? "ANALYZE" : "VACUUM (ANALYZE)");
    }

    /** Drops the tables' keys and indexes and returns what makes them again: at the end that is several times faster. */
    private List<String> withoutIndexes(String... tables) throws SQLException {
        execute("SET maintenance_work_mem = '512MB'");
        List<String> again = new ArrayList<>();
        for (String table : tables) {
            String relation = "'" + table + "'::regclass";
            for (List<String> key : rows("SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
                    + " WHERE contype IN ('p', 'u') AND conrelid = " + relation)) {
                execute("ALTER TABLE " + table + " DROP CONSTRAINT " + key.get(0));
                again.add("ALTER TABLE " + table + " ADD CONSTRAINT " + key.get(0) + " " + key.get(1));
            }
            for (List<String> index : rows("SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index"
                    + " WHERE indrelid = " + relation)) {
                execute("DROP INDEX " + index.get(0));
                again.add(index.get(1));
            }
        }
        return again;
    }

    private List<List<String>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<List<String>> all = new ArrayList<>();
            while (rows.next()) {
                all.add(List.of(rows.getString(1), rows.getString(2)));
            }
            return all;
        }
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
