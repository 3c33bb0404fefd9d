package io.jobflow.scheduler.store.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.jobflow.scheduler.store.JobStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** The store on a database server: one connection that writes, and a pool that reads. */
final class ServerStore {

    private static final int READ_CONNECTIONS = 4;
    private static final int READ_TIMEOUT_MILLIS = 10_000;

    private ServerStore() {}

    /** Opens the store with something put between it and its connections, the writing and the reading ones. */
    static JobStore open(
            DatabaseSettings settings,
            DatabaseKind kind,
            UnaryOperator<DataSource> betweenWrites,
            UnaryOperator<DataSource> betweenReads) {
        ServerConnections connections = ServerConnections.of(settings, kind);
        DataSource writes = connections.writes();
        try {
            SqlDialect dialect = dialect(writes, settings);
            Schema.migrate(connections.migrations(), dialect, settings.place());
            HikariDataSource reads = readPool(betweenReads.apply(connections.reads()));
            return new JdbcStore(
                    new Writer(betweenWrites.apply(writes), dialect),
                    new Reader(QuietJdbi.of(reads), dialect),
                    reads::close);
        } catch (SQLException | RuntimeException e) {
            throw new OpenProblems(settings).explain(e);
        }
    }

    private static SqlDialect dialect(DataSource source, DatabaseSettings settings) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return ServerVersion.of(connection).dialect(settings);
        }
    }

    private static HikariDataSource readPool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("jobflow-reads");
        config.setDataSource(source);
        config.setMaximumPoolSize(READ_CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(READ_TIMEOUT_MILLIS);
        return new HikariDataSource(config);
    }
}
