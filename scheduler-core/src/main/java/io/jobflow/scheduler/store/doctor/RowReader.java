package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.store.doctor.StoredRows.StoredJob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows in pages along their primary keys, in SQL that every database understands. Confined to one thread. */
final class RowReader {

    private static final String JOBS = "SELECT id, name, definition, created_at, fire_time, deleted_at FROM job"
            + " LEFT JOIN next_fire ON job_id = id WHERE id > ? ORDER BY id LIMIT ?";

    private static final String DOUBLE_FIRES = "SELECT job_id, fire_key, COUNT(*) FROM execution"
            + " WHERE job_id > ? AND job_id <= ? GROUP BY job_id, fire_key HAVING COUNT(*) > 1";

    private final Connection connection;

    RowReader(Connection connection) {
        this.connection = connection;
    }

    long count(String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT COUNT(*) FROM " + table);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    List<StoredJob> jobs(long after, int size) throws SQLException {
        return read(
                JOBS,
                row -> new StoredJob(
                        row.getLong(1),
                        row.getString(2),
                        String.valueOf(row.getString(3)),
                        row.getLong(4),
                        numberOrNull(row, 5),
                        numberOrNull(row, 6)),
                after,
                size);
    }

    /** Fire keys with more than one execution, of jobs with ids from {@code after} (exclusive) to {@code last}. */
    List<DoubleFire> doubleFires(long after, long last) throws SQLException {
        return read(
                DOUBLE_FIRES,
                row -> new DoubleFire(row.getLong(1), String.valueOf(row.getString(2)), row.getLong(3)),
                after,
                last);
    }

    <T> List<T> read(String sql, Mapper<T> mapper, long... parameters) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setLong(i + 1, parameters[i]);
            }
            List<T> all = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    all.add(mapper.map(rows));
                }
            }
            return all;
        }
    }

    static @Nullable Long numberOrNull(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    /** A fire that has several rows. */
    record DoubleFire(long jobId, String fireKey, long rows) {}

    /** Makes something of the present row. */
    interface Mapper<T> {

        T map(ResultSet row) throws SQLException;
    }
}
