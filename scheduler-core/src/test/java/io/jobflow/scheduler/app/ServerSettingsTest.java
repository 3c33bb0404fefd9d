package io.jobflow.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobflow.scheduler.config.SettingProblem;
import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.config.SettingsException;
import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

    @Test
    void hasTheDocumentedDefaults() {
        Settings settings = Settings.of(Map.of());

        ServerSettings server = ServerSettings.from(settings);

        assertThat(settings.throwIfAny()).isEmpty();
        assertThat(server.http().port()).isEqualTo(7070);
        assertThat(server.dataDir()).isEqualTo(Path.of("./data"));
        assertThat(server.engine().maxInFlight()).isEqualTo(256);
        assertThat(server.engine().maxInFlightPerService()).isEqualTo(64);
        assertThat(server.dispatch().signingKey()).isNull();
        assertThat(server.publicUrl()).isNull();
        assertThat(server.services()).isEmpty();
        assertThat(server.stopGrace()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void readsServicesFromAList() {
        Settings settings = Settings.of(Map.of("jobflow.services.orders", "http://a:1, https://b/app/"));

        ServerSettings server = ServerSettings.from(settings);

        assertThat(settings.throwIfAny()).isEmpty();
        assertThat(server.services())
                .isEqualTo(Map.of("orders", List.of(new Instance("http://a:1"), new Instance("https://b/app"))));
    }

    @Test
    void knowsNoMorePlacesForAServiceThanInAll() {
        ServerSettings server = ServerSettings.from(Settings.of(Map.of("jobflow.dispatch.max-in-flight", "8")));

        assertThat(server.engine().maxInFlightPerService()).isEqualTo(8);
    }

    @Test
    void namesEverythingThatIsWrong() {
        Settings settings = Settings.of(Map.of(
                "jobflow.server.port", "-1",
                "jobflow.server.stop-grace", "-5s",
                "jobflow.server.public-url", "jobs.example",
                "jobflow.services.Orders", "http://a:1",
                "jobflow.services.stock", "a:1",
                "jobflow.dispatch.max-in-flight", "0"));

        ServerSettings.from(settings);

        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        assertThat(thrown.problems())
                .extracting(SettingProblem::name)
                .containsExactlyInAnyOrder(
                        "jobflow.server.port",
                        "jobflow.server.stop-grace",
                        "jobflow.server.public-url",
                        "jobflow.services.Orders",
                        "jobflow.services.stock",
                        "jobflow.dispatch.max-in-flight");
    }

    @Test
    void namesEachUrlOfAServiceThatIsNone() {
        Settings settings = Settings.of(Map.of("jobflow.services.ok", "ftp://x, http://a:1, nonsense"));

        ServerSettings.from(settings);

        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        assertThat(thrown.problems()).hasSize(2);
        assertThat(thrown)
                .hasMessageContaining("Setting jobflow.services.ok has the URL \"ftp://x\" in ")
                .hasMessageContaining("Setting jobflow.services.ok has the URL \"nonsense\" in ");
    }

    @Test
    void refusesDatabasesOfUnknownKindsWithoutShowingSecrets() {
        Settings settings = Settings.of(Map.of("jobflow.database.url", "jdbc:oracle:thin://me:hush1@db/jobs?p=hush2"));

        ServerSettings.from(settings);

        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        assertThat(thrown)
                .hasMessageContaining(
                        "Setting jobflow.database.url is \"jdbc:oracle:thin://db/jobs\" (expected a JDBC URL"
                                + " that begins with one of jdbc:sqlite:, jdbc:postgresql:, jdbc:mysql:, jdbc:mariadb:).")
                .hasMessageNotContaining("hush");
    }

    @Test
    void takesADatabaseServer() {
        ServerSettings settings = ServerSettings.from(Settings.of(Map.of(
                "jobflow.database.url", "jdbc:postgresql://db/jobs?sslmode=require",
                "jobflow.database.user", "me",
                "jobflow.database.password", "hush")));

        assertThat(settings.database())
                .isEqualTo(new DatabaseSettings("jdbc:postgresql://db/jobs?sslmode=require", "me", "hush"));
        assertThat(settings.place()).isEqualTo("jdbc:postgresql://db/jobs");
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @Test
    void takesTheUrlOfItsOwnFile() {
        Settings settings = Settings.of(Map.of(
                "jobflow.data.dir", "somewhere",
                "jobflow.database.url", "jdbc:sqlite:somewhere/jobflow.db",
                "jobflow.database.user", "me"));

        ServerSettings.from(settings);

        assertThat(settings.throwIfAny())
                .containsExactly("Setting jobflow.database.user has no meaning for SQLite and is ignored.");
    }

    @Test
    void keepsSecretsOutOfItsText() {
        ServerSettings server = ServerSettings.from(
                Settings.of(Map.of("jobflow.api.token", "hush1", "jobflow.dispatch.signing-key", "hush2")));

        assertThat(server.toString()).doesNotContain("hush");
    }
}
