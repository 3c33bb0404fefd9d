package io.jobflow.scheduler.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** PostgreSQL, and databases that speak its protocol and its SQL. */
final class PostgresqlDialect implements SqlDialect {

    private static final String IF_ABSENT = " ON CONFLICT DO NOTHING";
    private static final String TAKEN_KEY = "23505";

    /** So many rows are worth a round trip more. */
    private static final int MANY = 64;

    @Override
    public String migrations() {
        return "classpath:db/migration/postgresql";
    }

    @Override
    public boolean beginsLate() {
        return true;
    }

    @Override
    public RowBatch batch(Connection connection, String sql) {
        return new ArrayBatch(connection, sql);
    }

    @Override
    public String insertIfAbsent(String table, String columns) {
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + Columns.marks(columns) + ")" + IF_ABSENT;
    }

    /** With {@code ON CONFLICT} each row is logged twice: as inserted, and as kept. */
    @Override
    public RowBatch hopeful(Connection connection, String insertIfAbsent) {
        return batch(connection, insertIfAbsent.replace(IF_ABSENT, ""));
    }

    @Override
    public int many() {
        return MANY;
    }

    @Override
    public RowBatch manyHopeful(Connection connection, String insertIfAbsent) {
        return new CopyBatch(connection, insertIfAbsent);
    }

    @Override
    public boolean isTakenKey(SQLException failure) {
        return SqlStates.of(failure).equals(TAKEN_KEY);
    }

    @Override
    public String readEpoch() {
        return "SELECT value FROM epoch FOR SHARE";
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        return SqlStates.isOfClass(failure, SqlStates.DATA, SqlStates.CONSTRAINT);
    }
}
