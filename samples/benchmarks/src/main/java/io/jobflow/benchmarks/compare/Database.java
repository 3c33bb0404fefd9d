package io.jobflow.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The PostgreSQL of a run, seen from the driver: databases to measure on, and what they have used. */
final class Database implements AutoCloseable {

    /** Below this, figures would say nothing about a database that keeps its promises. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    private static final double TICKS_PER_SECOND = 100;

    private final ChildProcess process;
    private final int port;
    private final long postmaster;

    private Database(ChildProcess process) {
        this.process = process;
        this.port = (int) process.greeting().number("port");
        this.postmaster = process.greeting().number("pid");
    }

    static Database start(Path work) throws IOException, SQLException {
        ChildProcess process = ChildProcess.start(
                "postgresql",
                work,
                PostgresServer.class,
                List.of("-Xmx256m"),
                List.of(work.resolve("postgresql").toString()));
        Database database = new Database(process);
        database.execute("postgres", "CREATE EXTENSION pg_stat_statements");
        Map<String, String> settings = database.settings();
        for (String name : DURABLE) {
            if (!"on".equals(settings.get(name))) {
                database.close();
                throw new IllegalStateException("PostgreSQL runs with " + name + " " + settings.get(name));
            }
        }
        return database;
    }

    /** Version and settings that decide what a commit costs. */
    Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new TreeMap<>();
        for (String name : List.of(
                "server_version",
                "fsync",
                "synchronous_commit",
                "full_page_writes",
                "wal_sync_method",
                "shared_buffers",
                "max_wal_size")) {
            settings.put(name, text("postgres", "SHOW " + name));
        }
        return settings;
    }

    /** Makes an empty database and returns its JDBC address. */
    String create(String name) throws SQLException {
        execute("postgres", "CREATE DATABASE " + name);
        return url(name);
    }

    void drop(String name) throws SQLException {
        execute("postgres", "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres";
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(database));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** What a database, and the server around it, have used since they began. */
    Usage usage(String name) throws SQLException, IOException {
        String sql = String.format(
                Locale.ROOT,
                "SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = '%s'), pg_current_wal_lsn() - '0/0',"
                        + " (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_database d"
                        + " ON d.oid = s.dbid WHERE datname = '%s')",
                name,
                name);
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new Usage(row.getLong(1), row.getLong(2), row.getLong(3), cpu());
        }
    }

    /** Counts of {@link #usage}: transactions, bytes of write-ahead log, statements, CPU of all server processes. */
    record Usage(long commits, long walBytes, long statements, Duration cpu) {

        Usage minus(Usage before) {
            return new Usage(
                    commits - before.commits,
                    walBytes - before.walBytes,
                    statements - before.statements,
                    cpu.minus(before.cpu));
        }
    }

    /** Of the postmaster, of the children it has buried, and of those that live. */
    private Duration cpu() throws IOException {
        long ticks = ticks(postmaster, 13, 17);
        for (ProcessHandle child : ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .toList()) {
            ticks += ticks(child.pid(), 13, 15);
        }
        return Duration.ofMillis((long) (ticks / TICKS_PER_SECOND * 1_000));
    }

    /** The sum of fields of {@code /proc/PID/stat}, counted from 0; 0 when the process has just ended. */
    private static long ticks(long pid, int from, int to) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.exists(file)) {
            return 0;
        }
        String stat = Files.readString(file);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum += Long.parseLong(fields[i - 2]);
        }
        return sum;
    }

    @Override
    public void close() {
        process.close();
        ProcessHandle.of(postmaster).ifPresent(ProcessHandle::destroyForcibly);
    }
}
