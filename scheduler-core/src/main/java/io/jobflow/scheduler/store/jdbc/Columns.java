package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Reason;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How values stand in columns: instants as epoch milliseconds, absent values as SQL null. */
final class Columns {

    private Columns() {}

    /** As many question marks as a comma-separated list has columns. */
    static String marks(String columns) {
        return columns.replaceAll("[^,]+", "?");
    }

    /** A column that is never null. */
    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    /** A column that is never null. */
    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Long millis = longOrNull(row, column);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    static @Nullable Integer intOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : Integer.valueOf(value);
    }

    static @Nullable Reason reasonOrNull(ResultSet row) throws SQLException {
        String code = row.getString("reason_code");
        if (code == null) {
            return null;
        }
        String sentence = row.getString("reason_sentence");
        return sentence == null ? Reason.usual(code) : new Reason(code, sentence);
    }
}
