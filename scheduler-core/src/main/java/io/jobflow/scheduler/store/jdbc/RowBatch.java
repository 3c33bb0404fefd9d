package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Reason;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A prepared statement and the rows that wait for it. Guarded by the writer's lock. */
abstract class RowBatch {

    private static final int[] NOTHING = {};

    private int column;
    private int rows;

    /** Sets the next column of the present row. */
    final RowBatch set(long value) throws SQLException {
        return set(Long.valueOf(value));
    }

    final RowBatch set(@Nullable Long value) throws SQLException {
        put(column++, value);
        return this;
    }

    final RowBatch set(@Nullable String value) throws SQLException {
        put(column++, value);
        return this;
    }

    final RowBatch set(@Nullable Instant value) throws SQLException {
        return set(value == null ? null : Long.valueOf(value.toEpochMilli()));
    }

    /** Sets two columns: the code and the sentence. */
    final RowBatch set(@Nullable Reason value) throws SQLException {
        return value == null
                ? set((String) null).set((String) null)
                : set(value.code()).set(value.sentence());
    }

    /** Sets two columns: the code and, unless the code alone says it, the sentence. */
    final RowBatch setShort(@Nullable Reason value) throws SQLException {
        return value != null && value.isUsual() ? set(value.code()).set((String) null) : set(value);
    }

    /** Ends the present row. */
    final void add() throws SQLException {
        endRow();
        column = 0;
        rows++;
    }

    /**
     * Runs the waiting rows and tells how many rows of the table each one changed. Where it is only known that some row
     * changed nothing, but not which, every count is 0.
     */
    final int[] execute() throws SQLException {
        if (rows == 0) {
            return NOTHING;
        }
        int waiting = rows;
        rows = 0;
        return run(waiting);
    }

    /** Takes a number of the present row; columns count from 0. */
    abstract void put(int at, @Nullable Long value) throws SQLException;

    /** Takes a text of the present row; columns count from 0. */
    abstract void put(int at, @Nullable String value) throws SQLException;

    abstract void endRow() throws SQLException;

    abstract int[] run(int waiting) throws SQLException;
}
