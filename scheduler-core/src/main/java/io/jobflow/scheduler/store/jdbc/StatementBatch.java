package io.jobflow.scheduler.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Rows as JDBC batches them: one execution of the statement each. */
final class StatementBatch extends RowBatch {

    private final PreparedStatement statement;

    StatementBatch(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    void put(int at, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(at + 1, Types.BIGINT);
        } else {
            statement.setLong(at + 1, value);
        }
    }

    @Override
    void put(int at, @Nullable String value) throws SQLException {
        statement.setString(at + 1, value);
    }

    @Override
    void endRow() throws SQLException {
        statement.addBatch();
    }

    @Override
    int[] run(int waiting) throws SQLException {
        return statement.executeBatch();
    }
}
