package io.jobflow.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What every measurement of a run shares: the folder, PostgreSQL, and the no-op server. */
final class Machine implements AutoCloseable {

    private static final String MORE = "COMPARE_JVM_OPTIONS";
    private static final List<String> JVM =
            Stream.concat(Stream.of("-Xms512m", "-Xmx2g"), moreOptions()).toList();

    private final Path work;
    private final Database database;
    private final ChildProcess server;
    private final AtomicInteger number = new AtomicInteger();

    private Machine(Path work, Database database, ChildProcess server) {
        this.work = work;
        this.database = database;
        this.server = server;
    }

    static Machine start(Path work) throws IOException, SQLException {
        Files.createDirectories(work);
        ChildProcess server =
                ChildProcess.start("no-op-server", work, NoOpServer.class, List.of("-Xmx256m"), List.of());
        try {
            return new Machine(work, Database.start(work), server);
        } catch (IOException | SQLException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Options for the schedulers' JVMs besides, such as a flight recording's. */
    private static Stream<String> moreOptions() {
        String more = System.getenv().getOrDefault(MORE, "");
        return more.isBlank() ? Stream.empty() : Stream.of(more.trim().split("\\s+"));
    }

    Database database() {
        return database;
    }

    ChildProcess server() {
        return server;
    }

    /** Starts a scheduler on an empty database of its own. */
    Running start(Product product) throws IOException, SQLException {
        String name = "run" + number.incrementAndGet();
        String url = product.onSqlite() ? work.resolve(name).toString() : database.create(name);
        return start(product, name, url);
    }

    /** Starts a scheduler on a database that another has left. */
    Running startAgain(Product product, Running before) throws IOException {
        return start(product, before.name(), before.url());
    }

    private Running start(Product product, String name, String url) throws IOException {
        ChildProcess process = ChildProcess.start(
                name + "-" + product.kind() + "-" + number.incrementAndGet(),
                work,
                ContenderProgram.class,
                JVM,
                List.of(product.kind(), url, server.greeting().text("url")));
        return new Running(product, name, url, process);
    }

    /** A scheduler's process and where its data are: a database's name and address, or a folder's for SQLite. */
    record Running(Product product, String name, String url, ChildProcess process) implements AutoCloseable {

        @Override
        public void close() {
            process.close();
        }
    }

    /** What the database has used; nothing is known of SQLite, which has no process of its own. */
    Database.Usage usage(Running running) throws SQLException, IOException {
        return database.usage(running.name());
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            server.close();
        }
    }
}
