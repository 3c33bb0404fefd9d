package io.jobflow.databases;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Database servers: one of each kind for the whole JVM, started when first asked for, durable as in production, gone with
 * the JVM however that ends. Safe for use by any thread.
 */
public enum TestServer {
    POSTGRESQL(PostgresqlServer::start),
    MARIADB(MariadbServer::start),
    MYSQL(MysqlServer::start);

    private final Supplier<RunningServer> start;
    // guarded by this
    private @Nullable RunningServer running;

    TestServer(Supplier<RunningServer> start) {
        this.start = start;
    }

    /** The server; waits until it answers. */
    public synchronized RunningServer running() {
        RunningServer now = running;
        if (now == null) {
            now = start.get();
            running = now;
        }
        return now;
    }
}
