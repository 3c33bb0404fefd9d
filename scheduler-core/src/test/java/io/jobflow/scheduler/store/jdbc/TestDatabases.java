package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.testkit.DatabaseServer;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** New, empty databases of every kind. */
final class TestDatabases {

    private TestDatabases() {}

    /** Where a new database of a kind is; SQLite's lies in the directory. */
    static DatabaseSettings newDatabase(DatabaseKind kind, Path directory) {
        return switch (kind) {
            case SQLITE -> new DatabaseSettings(kind.prefix() + directory.resolve(SqliteStore.FILE), null, null);
            case POSTGRESQL -> DatabaseServer.POSTGRESQL.newDatabase();
            case MARIADB -> DatabaseServer.MARIADB.newDatabase();
            case MYSQL -> DatabaseServer.MYSQL.newDatabase();
        };
    }

    /** Opens a store in a new database with something put between it and its writing connection. */
    static JobStore open(DatabaseKind kind, Path directory, UnaryOperator<DataSource> betweenWrites) {
        return kind == DatabaseKind.SQLITE
                ? SqliteStore.open(directory, betweenWrites, source -> source)
                : ServerStore.open(newDatabase(kind, directory), kind, betweenWrites, source -> source);
    }
}
