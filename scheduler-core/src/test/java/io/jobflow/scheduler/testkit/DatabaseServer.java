package io.jobflow.scheduler.testkit;

import io.jobflow.databases.RunningServer;
import io.jobflow.databases.TestServer;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The database servers of tests, which keep their data apart by having databases of their own. */
public enum DatabaseServer {
    POSTGRESQL(TestServer.POSTGRESQL),
    MARIADB(TestServer.MARIADB),
    MYSQL(TestServer.MYSQL);

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final TestServer server;

    DatabaseServer(TestServer server) {
        this.server = server;
    }

    /** A new, empty database. */
    public DatabaseSettings newDatabase() {
        String name = "jobflow_" + DATABASES.incrementAndGet();
        execute(administration(), "CREATE DATABASE " + name);
        return settings(name);
    }

    /** The database that a server begins with, as its administrator. */
    public DatabaseSettings administration() {
        return settings(server.running().firstDatabase());
    }

    private DatabaseSettings settings(String database) {
        return settings(server.running(), database);
    }

    /** The settings with which a database of a server is opened. */
    public static DatabaseSettings settings(RunningServer server, String database) {
        return new DatabaseSettings(server.url(database), server.user(), "");
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
