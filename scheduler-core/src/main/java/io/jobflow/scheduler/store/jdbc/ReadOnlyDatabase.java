package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A database that is only looked at: no lock of the data directory is taken, no table is made or changed, and no
 * connection can write. A scheduler may run on it at the same time.
 */
public final class ReadOnlyDatabase {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final int BUSY_TIMEOUT_MILLIS = 10_000;

    private final String name;
    private final String url;
    private final Properties properties;

    private ReadOnlyDatabase(String name, String url, Properties properties) {
        this.name = name;
        this.url = url;
        this.properties = properties;
    }

    /**
     * The SQLite file of a data directory.
     *
     * @throws StoreOpenException when there is none
     */
    public static ReadOnlyDatabase ofDataDir(Path dataDir) {
        Path file = dataDir.resolve(SqliteStore.FILE).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new StoreOpenException(
                    Problem.NOT_FOUND,
                    "Data directory \"" + dataDir.toAbsolutePath().normalize() + "\" has no file " + SqliteStore.FILE
                            + "; name the directory of a scheduler (jobflow.data.dir), or a --database-url.",
                    null);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        return new ReadOnlyDatabase("Data file \"" + file + "\"", SQLITE + file, config.toProperties());
    }

    /**
     * A database by its JDBC URL.
     *
     * @param user null when the URL says it, or nobody needs to
     * @param password null when there is none; never shown
     */
    public static ReadOnlyDatabase ofUrl(String url, @Nullable String user, @Nullable String password) {
        if (url.startsWith(SQLITE)) {
            Path file = Path.of(url.substring(SQLITE.length())).toAbsolutePath();
            Path directory = file.getParent();
            if (directory != null && file.endsWith(SqliteStore.FILE)) {
                return ofDataDir(directory);
            }
        }
        Properties properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return new ReadOnlyDatabase("Database \"" + withoutSecrets(url) + "\"", url, properties);
    }

    private static String withoutSecrets(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }

    /** A connection that cannot write; all reads of one of its transactions see one moment. */
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            if (!url.startsWith(SQLITE)) {
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** How messages call it. */
    @Override
    public String toString() {
        return name;
    }
}
