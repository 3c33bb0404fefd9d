package io.jobflow.scheduler.store.doctor;

import static io.jobflow.scheduler.store.StoreSamples.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import io.jobflow.scheduler.store.jdbc.DatabaseStore;
import io.jobflow.scheduler.store.jdbc.ReadOnlyDatabase;
import io.jobflow.scheduler.testkit.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The doctor's questions are understood by every server. */
class DoctorOnServersTest {

    private static final Instant NOW = T0.plusSeconds(60);

    @ParameterizedTest
    @EnumSource(DatabaseServer.class)
    void findsAPlantedFaultAndNothingElse(DatabaseServer server) {
        DatabaseSettings settings = server.newDatabase();
        try (JobStore store = DatabaseStore.open(settings)) {
            store.write(store.takeOver().epoch(), DoctorTest.sample());
        }
        DoctorReport healthy = examine(settings);

        DatabaseServer.execute(settings, "UPDATE execution SET status = 'success' WHERE id = 6");

        assertThat(healthy.findings()).isEmpty();
        assertThat(healthy.attempts()).isEqualTo(7);
        assertThat(examine(settings).findings()).extracting(Finding::check).contains(Check.STATUS_FOLLOWS_SHARDS);
    }

    @ParameterizedTest
    @EnumSource(DatabaseServer.class)
    void cannotWrite(DatabaseServer server) throws SQLException {
        DatabaseSettings settings = server.newDatabase();
        DatabaseStore.open(settings).close();

        try (Connection connection = ReadOnlyDatabase.of(settings).connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM dead_letter"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private static DoctorReport examine(DatabaseSettings settings) {
        return Doctor.examine(ReadOnlyDatabase.of(settings), NOW, done -> {});
    }
}
