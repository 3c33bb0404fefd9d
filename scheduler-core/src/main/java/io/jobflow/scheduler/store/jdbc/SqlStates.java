package io.jobflow.scheduler.store.jdbc;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the five characters of an SQL state say (ISO/IEC 9075-2, 24.1). */
final class SqlStates {

    static final String CONNECTION = "08";
    static final String DATA = "22";
    static final String CONSTRAINT = "23";
    static final String DENIED = "28";

    /** Deadlocks, and transactions that cannot be serialized. */
    static final String ROLLBACK = "40";

    private SqlStates() {}

    /** Whether the first failure that has a state is of one of some classes. */
    static boolean isOfClass(@Nullable Throwable failure, String... classes) {
        String state = of(failure);
        return state.length() >= 2 && Set.of(classes).contains(state.substring(0, 2));
    }

    /** The state of the first failure in a chain of causes that has one; empty when none has. */
    static String of(@Nullable Throwable failure) {
        SQLException first = first(failure);
        String state = first == null ? null : first.getSQLState();
        return state == null ? "" : state;
    }

    /** The first failure of SQL in a chain of causes, null when there is none. */
    static @Nullable SQLException first(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql;
            }
        }
        return null;
    }
}
