package io.jobflow.scheduler.testkit;

import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Real database servers for tests: one of each kind for the whole JVM, started when first asked for, durable as in
 * production, gone with the JVM however that ends. Tests keep their data apart by having databases of their own.
 */
public enum DatabaseServer {
    POSTGRESQL(PostgresqlServer::start),
    MARIADB(MariadbServer::start),
    MYSQL(MysqlServer::start);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Supplier<RunningServer> start;
    private @Nullable RunningServer running;

    DatabaseServer(Supplier<RunningServer> start) {
        this.start = start;
    }

    private synchronized RunningServer running() {
        RunningServer now = running;
        if (now == null) {
            now = start.get();
            running = now;
        }
        return now;
    }

    /** A new, empty database. */
    public DatabaseSettings newDatabase() {
        String name = "jobflow_" + DATABASES.incrementAndGet();
        execute(administration(), "CREATE DATABASE " + name);
        return settings(name);
    }

    /** The database that a server begins with, as its administrator. */
    public DatabaseSettings administration() {
        return settings(running().firstDatabase());
    }

    private DatabaseSettings settings(String database) {
        return new DatabaseSettings(
                running().urlPrefix() + database + running().urlParameters(),
                running().user(),
                "");
    }

    /** Runs statements in a database. */
    public static void execute(DatabaseSettings database, String... statements) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("database " + database + " refuses a statement of the test", e);
        }
    }
}
