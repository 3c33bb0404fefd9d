package io.jobflow.scheduler.store.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The writing connection with its prepared statements, which live as long as it does. Guarded by the writer's lock; after
 * any failure it is closed and another one takes its place, so that no half-filled batch is left behind.
 */
final class WriteSession implements AutoCloseable {

    private final Connection connection;
    private final SqlDialect dialect;
    /** Whether inserts may fail at a taken key in the transaction under way. */
    private boolean hopeful;

    private final Map<String, RowBatch> batches = new HashMap<>();
    private final Map<String, RowBatch> fewNew = new HashMap<>();
    private final Map<String, RowBatch> manyNew = new HashMap<>();
    private final Map<String, PreparedStatement> queries = new HashMap<>();

    WriteSession(Connection connection, SqlDialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    void begin(boolean withHope) throws SQLException {
        hopeful = withHope;
        if (connection.getAutoCommit()) {
            connection.setAutoCommit(false);
        }
    }

    /** Makes everything since {@link #begin} durable; after an exception nobody knows whether it is. */
    void commit() throws SQLException {
        connection.commit();
        if (!dialect.beginsLate()) {
            connection.setAutoCommit(true);
        }
    }

    /** The batch of a statement. */
    RowBatch batch(String sql) throws SQLException {
        RowBatch known = batches.get(sql);
        if (known != null) {
            return known;
        }
        RowBatch fresh = dialect.batch(connection, sql);
        batches.put(sql, fresh);
        return fresh;
    }

    /**
     * The batch of an insert whose rows are new, unless a write is repeated.
     *
     * @param rows about how many there will be
     */
    RowBatch newRows(String insertIfAbsent, int rows) throws SQLException {
        if (!hopeful) {
            return batch(insertIfAbsent);
        }
        boolean many = rows >= dialect.many();
        Map<String, RowBatch> known = many ? manyNew : fewNew;
        RowBatch batch = known.get(insertIfAbsent);
        if (batch == null) {
            batch = many
                    ? dialect.manyHopeful(connection, insertIfAbsent)
                    : dialect.hopeful(connection, insertIfAbsent);
            known.put(insertIfAbsent, batch);
        }
        return batch;
    }

    /** The first column of the first row, 0 when there is none. */
    long findLong(String sql, Object... parameters) throws SQLException {
        PreparedStatement query = query(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setObject(i + 1, parameters[i]);
        }
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Whether a query has a row; its first column must not be 0. */
    boolean exists(String sql, Object... parameters) throws SQLException {
        return findLong(sql, parameters) != 0;
    }

    private PreparedStatement query(String sql) throws SQLException {
        PreparedStatement known = queries.get(sql);
        if (known != null) {
            return known;
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        queries.put(sql, fresh);
        return fresh;
    }

    /** Ends the connection; a transaction that is under way is rolled back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
