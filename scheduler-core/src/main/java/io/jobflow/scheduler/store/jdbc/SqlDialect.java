package io.jobflow.scheduler.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** What one database says differently from the others; everything else is written once, for all of them. */
interface SqlDialect {

    /** Where its migrations lie on the class path. */
    String migrations();

    /** Whether a connection that is not in auto-commit mode begins a transaction only with its next statement. */
    boolean beginsLate();

    /** Rows for a statement that is written for one row; one prepared statement, as a batch, by default. */
    default RowBatch batch(Connection connection, String sql) throws SQLException {
        return new StatementBatch(connection.prepareStatement(sql));
    }

    /**
     * Rows for an {@link #insertIfAbsent} when no key is thought to be taken: it may fail when one is, if that makes it
     * cheaper. After {@link #isTakenKey such a failure} the batch is repeated without this hope. As any other by default.
     */
    default RowBatch hopeful(Connection connection, String insertIfAbsent) throws SQLException {
        return batch(connection, insertIfAbsent);
    }

    /** From how many rows on {@link #manyHopeful} is cheaper than {@link #hopeful}. Never by default. */
    default int many() {
        return Integer.MAX_VALUE;
    }

    /** Like {@link #hopeful}, for many rows. */
    default RowBatch manyHopeful(Connection connection, String insertIfAbsent) throws SQLException {
        return hopeful(connection, insertIfAbsent);
    }

    /** Whether a hopeful insert has met a key that is taken; never by default. */
    default boolean isTakenKey(SQLException failure) {
        return false;
    }

    /**
     * An insert that leaves the table alone, and counts no row, when any unique key is taken.
     *
     * @param columns comma-separated
     */
    String insertIfAbsent(String table, String columns);

    /** A query for the newest epoch; until the transaction's end no other one can begin. */
    String readEpoch();

    /**
     * Whether there can be executions of an early version, whose trace ids do not begin with their ids; they are found by
     * an index. False by default.
     */
    default boolean hasOldTraceIds() {
        return false;
    }

    /** Whether the transaction was given up in favour of another one; by default what SQL calls a transaction rollback. */
    default boolean isConflict(SQLException failure) {
        return SqlStates.isOfClass(failure, SqlStates.ROLLBACK);
    }

    /** Whether the data of a statement was at fault, so that repeating it cannot help. */
    boolean isRefusal(SQLException failure);
}
