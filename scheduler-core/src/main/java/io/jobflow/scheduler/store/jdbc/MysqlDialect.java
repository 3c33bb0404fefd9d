package io.jobflow.scheduler.store.jdbc;

import java.sql.SQLException;
import java.util.Set;

/** MySQL and MariaDB, which differ in their migrations. Rows that an update leaves as they are count as unchanged. */
final class MysqlDialect implements SqlDialect {

    /** Data at fault whose SQL state says only "general error": a wrong string, no default, a violated check. */
    private static final Set<Integer> REFUSALS = Set.of(1366, 1364, 3819, 4025);

    /** A row's lock was waited for too long (ER_LOCK_WAIT_TIMEOUT); its SQL state says only "general error". */
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private final String migrations;

    /**
     * Creates the dialect.
     *
     * @param name {@code mysql} or {@code mariadb}
     */
    MysqlDialect(String name) {
        this.migrations = "classpath:db/migration/" + name;
    }

    @Override
    public String migrations() {
        return migrations;
    }

    @Override
    public boolean beginsLate() {
        return true;
    }

    @Override
    public String insertIfAbsent(String table, String columns) {
        String first = columns.split(",", 2)[0];
        // INSERT IGNORE would also ignore data that does not fit
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + Columns.marks(columns)
                + ") ON DUPLICATE KEY UPDATE " + first + " = " + table + "." + first;
    }

    @Override
    public String readEpoch() {
        return "SELECT value FROM epoch LOCK IN SHARE MODE";
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return SqlDialect.super.isConflict(failure) || failure.getErrorCode() == LOCK_WAIT_TIMEOUT;
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        return SqlStates.isOfClass(failure, SqlStates.DATA, SqlStates.CONSTRAINT)
                || REFUSALS.contains(failure.getErrorCode());
    }
}
