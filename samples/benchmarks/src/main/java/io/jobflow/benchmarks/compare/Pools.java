package io.jobflow.benchmarks.compare;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Connections for the schedulers that are given a data source. */
final class Pools {

    private Pools() {}

    static HikariDataSource open(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** Runs the statements of a resource. */
    static void script(DataSource source, String resource) throws SQLException, IOException {
        try (InputStream in = Pools.class.getResourceAsStream(resource);
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Returns when a table is empty. */
    static void awaitEmpty(DataSource source, String table) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    if (row.getLong(1) == 0) {
                        return;
                    }
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
