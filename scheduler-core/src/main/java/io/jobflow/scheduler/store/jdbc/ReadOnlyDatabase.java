package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A database that is only looked at: no lock of the data directory is taken, no table is made or changed, and no
 * connection can write. A scheduler may run on it at the same time.
 */
public final class ReadOnlyDatabase {

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private final String name;
    private final DataSource source;

    private ReadOnlyDatabase(String name, DataSource source) {
        this.name = name;
        this.source = source;
    }

    /**
     * The SQLite file of a data directory.
     *
     * @throws StoreOpenException when there is none
     */
    public static ReadOnlyDatabase ofDataDir(Path dataDir) {
        return ofFile(dataDir.resolve(SqliteStore.FILE));
    }

    private static ReadOnlyDatabase ofFile(Path given) {
        Path file = given.toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new StoreOpenException(
                    Problem.NOT_FOUND,
                    "There is no file \"" + file + "\"; name the data directory of a scheduler (jobflow.data.dir), or"
                            + " its database with --database-url.",
                    null);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(DatabaseKind.SQLITE.prefix() + file);
        return new ReadOnlyDatabase("Data file \"" + file + "\"", source);
    }

    /**
     * The database that settings name.
     *
     * @throws StoreOpenException when the URL names none
     */
    public static ReadOnlyDatabase of(DatabaseSettings settings) {
        DatabaseKind kind = settings.kind()
                .orElseThrow(() -> new StoreOpenException(
                        Problem.UNKNOWN_URL,
                        "Database URL \"" + settings.place() + "\" is of no kind that JobFlow knows (expected one that"
                                + " begins with one of " + DatabaseKind.prefixes() + "); correct it.",
                        null));
        return kind == DatabaseKind.SQLITE
                ? ofFile(Path.of(settings.url().substring(kind.prefix().length())))
                : new ReadOnlyDatabase(
                        "Database \"" + settings.place() + "\"",
                        ServerConnections.of(settings, kind).reads());
    }

    /** A connection that cannot write; all reads of one of its transactions see one moment. */
    public Connection connect() throws SQLException {
        return source.getConnection();
    }

    /** How messages call it. */
    @Override
    public String toString() {
        return name;
    }
}
