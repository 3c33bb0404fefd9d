package io.jobflow.scheduler.store.jdbc;

import java.sql.SQLException;

/** PostgreSQL, and databases that speak its protocol and its SQL. */
final class PostgresqlDialect implements SqlDialect {

    @Override
    public String migrations() {
        return "classpath:db/migration/postgresql";
    }

    @Override
    public boolean beginsLate() {
        return true;
    }

    @Override
    public String insertIfAbsent(String table, String columns) {
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + Columns.marks(columns)
                + ") ON CONFLICT DO NOTHING";
    }

    @Override
    public String readEpoch() {
        return "SELECT value FROM epoch FOR SHARE";
    }

    @Override
    public boolean hasOldTraceIds() {
        return false;
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        return SqlStates.isOfClass(failure, SqlStates.DATA, SqlStates.CONSTRAINT);
    }
}
