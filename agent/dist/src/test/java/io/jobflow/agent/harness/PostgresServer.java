package io.jobflow.agent.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL of its own, started when it is first asked for; it ends with this JVM. Safe for use by any thread. */
public final class PostgresServer {

    /** Guarded by the class. */
    private static @Nullable EmbeddedPostgres running;

    private PostgresServer() {}

    /** Where a driver finds it, user and database {@code postgres}. */
    public static synchronized String url() {
        EmbeddedPostgres server = running;
        try {
            if (server == null) {
                server = EmbeddedPostgres.builder().start();
                running = server;
            }
            return server.getJdbcUrl("postgres", "postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
