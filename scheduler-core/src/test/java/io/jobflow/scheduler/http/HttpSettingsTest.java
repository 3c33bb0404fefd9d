package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.config.SettingsException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    private static final String HOST = "jobflow.server.host";
    private static final String TOKEN = "jobflow.api.token";

    @Test
    void listensOnThisMachineAloneByDefault() {
        Settings settings = Settings.of(Map.of());

        HttpSettings http = HttpSettings.from(settings);

        assertThat(http).isEqualTo(new HttpSettings("127.0.0.1", 7070, null, null));
        assertThat(settings.throwIfAny()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "10.1.2.3", "::"})
    void refusesAddressesOthersCanReachWithoutAToken(String host) {
        Settings settings = Settings.of(Map.of(HOST, host));

        HttpSettings.from(settings);

        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        assertThat(thrown)
                .hasMessage(
                        "Setting jobflow.server.host is \"" + host + "\", which other machines can reach, and no API"
                                + " token is set; set jobflow.api.token (environment variable JOBFLOW_API_TOKEN) to a long"
                                + " random text, or bind 127.0.0.1.");
    }

    @Test
    void bindsAnyAddressWithAToken() {
        Settings settings = Settings.of(Map.of(HOST, "0.0.0.0", TOKEN, "s3cret"));

        HttpSettings http = HttpSettings.from(settings);

        assertThat(settings.throwIfAny()).isEmpty();
        assertThat(http.toString()).contains("token=set").doesNotContain("s3cret");
    }

    @Test
    void refusesATokenThatNoHeaderCanCarry() {
        Settings settings = Settings.of(Map.of(TOKEN, "two words"));

        HttpSettings.from(settings);

        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        assertThat(thrown).hasMessageContaining(TOKEN).hasMessageNotContaining("two words");
    }

    @Test
    void refusesAHostThatIsNoAddress() {
        Settings settings = Settings.of(Map.of(HOST, "no such host"));

        HttpSettings.from(settings);

        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        assertThat(thrown).hasMessageContaining("Setting jobflow.server.host is \"no such host\"");
    }
}
