package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.nio.file.Path;

/** The store in a database that a JDBC URL names: SQLite, PostgreSQL, MySQL or MariaDB. */
public final class DatabaseStore {

    private DatabaseStore() {}

    /**
     * Opens the store and brings its tables to this version.
     *
     * @throws StoreOpenException when the database cannot be used as it is; the message says what to do, and never holds
     *     the password
     */
    public static JobStore open(DatabaseSettings settings) {
        DatabaseKind kind = settings.kind().orElseThrow(() -> unknown(settings));
        return kind == DatabaseKind.SQLITE
                ? SqliteStore.openFile(
                        Path.of(settings.url().substring(kind.prefix().length())))
                : ServerStore.open(settings, kind, source -> source, source -> source);
    }

    private static StoreOpenException unknown(DatabaseSettings settings) {
        return new StoreOpenException(
                Problem.UNKNOWN_URL,
                "Database URL \"" + settings.place()
                        + "\" is of no kind that JobFlow knows (expected one that begins with" + " one of "
                        + DatabaseKind.prefixes() + "); correct it.",
                null);
    }
}
