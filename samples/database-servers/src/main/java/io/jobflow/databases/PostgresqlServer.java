package io.jobflow.databases;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL with the durability that it has in production; it can be killed and started again on its data. */
public final class PostgresqlServer implements AutoCloseable {

    private static final String USER = "postgres";

    private final Path directory;
    private EmbeddedPostgres server;

    private PostgresqlServer(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    /** A server of its own, for a test that does harm to it. */
    public static PostgresqlServer startOne() {
        try {
            Path directory = Files.createTempDirectory("jobflow-postgresql");
            return new PostgresqlServer(directory, start(directory, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningServer start() {
        return startOne().running();
    }

    private static EmbeddedPostgres start(Path directory, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        if (port != 0) {
            builder.setPort(port);
        }
        EmbeddedPostgres server = builder.start();
        Watchdog.watch(pid(directory), directory.toString(), directory);
        return server;
    }

    private static long pid(Path directory) throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    }

    /** What it serves at now. */
    public RunningServer running() {
        return new RunningServer("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/", USER, "", USER);
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() throws IOException {
        ProcessHandle.of(pid(directory)).ifPresent(postmaster -> {
            postmaster.destroyForcibly();
            postmaster.onExit().join();
        });
    }

    /** Starts it again, after {@link #kill}, on the same data and the same port. */
    public void startAgain() throws IOException {
        int port = server.getPort();
        server.close();
        server = start(directory, port);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
