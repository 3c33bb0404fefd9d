package io.jobflow.scheduler.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ServerConnectionsTest {

    @Test
    @Timeout(value = 50, unit = TimeUnit.SECONDS)
    void aTransactionThatStandsStillOnPostgresqlDoesNotKeepAnotherProcessFromTakingOver() throws SQLException {
        DatabaseSettings settings = DatabaseServer.POSTGRESQL.newDatabase();
        try (JobStore store = DatabaseStore.open(settings);
                Connection paused = ServerConnections.of(settings, DatabaseKind.POSTGRESQL)
                        .writes()
                        .getConnection()) {
            paused.setAutoCommit(false);
            execute(paused, "UPDATE epoch SET value = value + 1");

            long epoch = store.takeOver().epoch().value();

            assertThat(epoch).isEqualTo(1);
        }
    }

    @Test
    void postgresqlDoesNotRepeatTheRowThatItRefuses() throws SQLException {
        DatabaseSettings settings = DatabaseServer.POSTGRESQL.newDatabase();
        try (Connection connection =
                ServerConnections.of(settings, DatabaseKind.POSTGRESQL).writes().getConnection()) {
            execute(connection, "CREATE TABLE strict (params text, needed text NOT NULL)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO strict (params) VALUES (?)")) {
                insert.setString(1, "s3cret");

                assertThatThrownBy(insert::executeUpdate)
                        .hasMessageContaining("needed")
                        .hasMessageNotContaining("s3cret");
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
