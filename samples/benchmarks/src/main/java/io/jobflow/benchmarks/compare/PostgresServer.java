package io.jobflow.benchmarks.compare;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A durable PostgreSQL with a data directory of its own, for as long as its driver lives. */
public final class PostgresServer {

    private PostgresServer() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(data.resolveSibling("postgresql-binaries")
                        .toFile()) // shared with nobody, so never half unpacked
                .setDataDirectory(data)
                .setCleanDataDirectory(true)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start()) {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            ChildLoop.run("port=" + server.getPort() + " pid=" + pid.trim(), words -> "");
        }
    }
}
