package io.jobflow.scheduler.store.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite. Its write transactions begin with the database's only write lock, so that reading the epoch needs none. */
final class SqliteDialect implements SqlDialect {

    @Override
    public String migrations() {
        return "classpath:db/migration/sqlite";
    }

    @Override
    public boolean beginsLate() {
        return false;
    }

    @Override
    public String insertIfAbsent(String table, String columns) {
        return "INSERT INTO " + table + " (" + columns + ") VALUES (" + Columns.marks(columns)
                + ") ON CONFLICT DO NOTHING";
    }

    @Override
    public String readEpoch() {
        return "SELECT value FROM epoch";
    }

    @Override
    public boolean hasOldTraceIds() {
        return true;
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        SQLiteErrorCode code = codeOf(failure);
        return code != null && code.name().startsWith("SQLITE_CONSTRAINT");
    }

    /** The code of the first SQLite failure in a chain of causes, null when there is none. */
    static @Nullable SQLiteErrorCode codeOf(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return sqlite.getResultCode();
            }
        }
        return null;
    }
}
