package io.jobflow.scheduler.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * The store in one file of a data directory, for one process. A write-ahead log lets reads go on beside the writer, and
 * every commit is forced to the disk before it counts.
 */
public final class SqliteStore {

    /** The file that holds everything; SQLite keeps two more beside it while it is open. */
    static final String FILE = "jobflow.db";

    private static final int BUSY_TIMEOUT_MILLIS = 10_000;
    private static final int READ_CONNECTIONS = 4;

    private SqliteStore() {}

    /**
     * Opens the store in a file, whose directory is taken as data directory.
     *
     * @throws StoreOpenException as {@link #open(Path)} does
     */
    static JobStore openFile(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw notWritable(absolute, new IOException("it is no file"));
        }
        return open(absolute, directory, source -> source, source -> source);
    }

    /**
     * Opens the store of a data directory, which is made if need be, and brings its tables to this version.
     *
     * @throws StoreOpenException when another process has the directory, or it cannot be used; the message says what to do
     */
    public static JobStore open(Path dataDir) {
        return open(dataDir, source -> source, source -> source);
    }

    /** Opens the store with something put between it and its connections, the writing and the reading ones. */
    static JobStore open(
            Path dataDir, UnaryOperator<DataSource> betweenWrites, UnaryOperator<DataSource> betweenReads) {
        Path directory = dataDir.toAbsolutePath().normalize();
        return open(directory.resolve(FILE), directory, betweenWrites, betweenReads);
    }

    private static JobStore open(
            Path file,
            Path directory,
            UnaryOperator<DataSource> betweenWrites,
            UnaryOperator<DataSource> betweenReads) {
        DirectoryLock lock = takeLock(directory);
        try {
            prepareDriver(directory);
            return open(file, betweenWrites, betweenReads, lock);
        } catch (RuntimeException e) {
            close(lock);
            throw explain(e, file, directory);
        }
    }

    private static JobStore open(
            Path file,
            UnaryOperator<DataSource> betweenWrites,
            UnaryOperator<DataSource> betweenReads,
            DirectoryLock lock) {
        SqlDialect dialect = new SqliteDialect();
        DataSource writes = source(file, TransactionMode.IMMEDIATE);
        Schema.migrate(writes, dialect, file.toString());
        HikariDataSource reads = readPool(betweenReads.apply(source(file, TransactionMode.DEFERRED)));
        return new JdbcStore(
                new Writer(betweenWrites.apply(writes), dialect), new Reader(QuietJdbi.of(reads), dialect), () -> {
                    reads.close();
                    close(lock);
                });
    }

    private static SQLiteDataSource source(Path file, TransactionMode mode) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTransactionMode(mode);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    private static HikariDataSource readPool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("jobflow-reads");
        config.setDataSource(source);
        config.setConnectionInitSql("PRAGMA query_only = ON");
        config.setMaximumPoolSize(READ_CONNECTIONS);
        return new HikariDataSource(config);
    }

    private static DirectoryLock takeLock(Path directory) {
        try {
            Files.createDirectories(directory);
            return DirectoryLock.take(directory);
        } catch (IOException e) {
            throw notWritable(directory, e);
        }
    }

    private static void prepareDriver(Path directory) {
        try {
            DriverLibrary.prepare(directory);
        } catch (IOException e) {
            throw notWritable(directory, e);
        }
    }

    private static void close(DirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new StoreException("the lock of the data directory could not be let go: " + e.getMessage(), e);
        }
    }

    private static RuntimeException explain(RuntimeException e, Path file, Path directory) {
        SQLiteErrorCode code = SqliteDialect.codeOf(e);
        if (e instanceof StoreOpenException open && open.problem() == Problem.TOO_NEW || code == null) {
            return e;
        }
        String name = code.name();
        if (name.startsWith("SQLITE_NOTADB") || name.startsWith("SQLITE_CORRUPT")) {
            return damaged(file, e);
        }
        if (name.startsWith("SQLITE_CANTOPEN") || name.startsWith("SQLITE_READONLY")) {
            return notWritable(directory, e);
        }
        return e;
    }

    private static StoreOpenException damaged(Path file, Throwable cause) {
        return new StoreOpenException(
                Problem.DAMAGED,
                "Data file \"" + file
                        + "\" is damaged or is no SQLite database; restore it from a copy, or move it away"
                        + " to begin with an empty store.",
                cause);
    }

    private static StoreOpenException notWritable(Path directory, Throwable cause) {
        return new StoreOpenException(
                Problem.NOT_WRITABLE,
                "Data directory \"" + directory + "\" cannot be made or written (" + reason(cause)
                        + "); give this user the right to write there, or set jobflow.data.dir to another directory.",
                cause);
    }

    /** Why, without the path that some exceptions have for their whole message. */
    private static String reason(Throwable cause) {
        if (cause instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        if (cause instanceof FileSystemException problem) {
            String reason = problem.getReason();
            return reason == null ? problem.getClass().getSimpleName() : reason;
        }
        return String.valueOf(cause.getMessage());
    }
}
