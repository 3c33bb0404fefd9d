package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Reason;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A prepared statement and the rows that wait for it. Guarded by the writer's lock. */
final class RowBatch {

    private static final int[] NOTHING = {};

    private final PreparedStatement statement;
    private int column;
    private int rows;

    RowBatch(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Sets the next column of the present row. */
    RowBatch set(long value) throws SQLException {
        statement.setLong(++column, value);
        return this;
    }

    RowBatch set(@Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(++column, Types.BIGINT);
            return this;
        }
        return set(value.longValue());
    }

    RowBatch set(@Nullable String value) throws SQLException {
        statement.setString(++column, value);
        return this;
    }

    RowBatch set(@Nullable Instant value) throws SQLException {
        return set(value == null ? null : Long.valueOf(value.toEpochMilli()));
    }

    /** Sets two columns: the code and the sentence. */
    RowBatch set(@Nullable Reason value) throws SQLException {
        return value == null
                ? set((String) null).set((String) null)
                : set(value.code()).set(value.sentence());
    }

    /** Ends the present row. */
    void add() throws SQLException {
        statement.addBatch();
        column = 0;
        rows++;
    }

    /** Runs the waiting rows and tells how many rows of the table each one changed. */
    int[] execute() throws SQLException {
        if (rows == 0) {
            return NOTHING;
        }
        rows = 0;
        return statement.executeBatch();
    }
}
