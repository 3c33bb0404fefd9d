package io.jobflow.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private final SettingsReader reader = new SettingsReader();

    @Test
    void isOnWithAllKeysByDefault() {
        AgentSettings settings = reader.arguments(null).read();

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.debug()).isFalse();
        assertThat(settings.logKeys().keyByEntry()).hasSize(7).containsEntry("traceId", "traceId");
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void argumentsGoBeforePropertiesAndTheseBeforeTheEnvironment() {
        Properties properties = new Properties();
        properties.setProperty("jobflow.agent.enabled", "true");
        properties.setProperty("jobflow.agent.debug", "true");

        AgentSettings settings = reader.arguments("jobflow.agent.enabled=false")
                .properties(properties)
                .environment(Map.of("JOBFLOW_AGENT_DEBUG", "false", "JOBFLOW_AGENT_LOG_KEYS", "none"))
                .read();

        assertThat(settings.enabled()).isFalse();
        assertThat(settings.debug()).isTrue();
        assertThat(settings.logKeys().keyByEntry()).isEmpty();
    }

    @Test
    void keepsOpenTelemetrysOwnSettingsApart() {
        AgentSettings settings =
                reader.arguments("otel.service.name=orders,debug=true").read();

        assertThat(settings.openTelemetry()).containsExactly(Map.entry("otel.service.name", "orders"));
    }

    @Test
    void renamesAndLeavesOutLogKeys() {
        AgentSettings settings =
                reader.arguments("log-keys=traceId:trace_id executionId").read();

        assertThat(settings.logKeys().keyByEntry())
                .containsExactly(Map.entry("traceId", "trace_id"), Map.entry("executionId", "executionId"));
    }

    @Test
    void saysWhatIsWrongAndUsesTheDefault() {
        Properties properties = new Properties();
        properties.setProperty("jobflow.agent.log-keys", "colour");

        AgentSettings settings =
                reader.arguments("enabled=maybe,alone").properties(properties).read();

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.logKeys().keyByEntry()).hasSize(7);
        assertThat(reader.problems())
                .containsExactly(
                        "agent argument \"alone\" has no value (expected key=value,…); it is ignored",
                        "agent argument enabled is \"maybe\" (expected true or false); true is used",
                        "system property jobflow.agent.log-keys is \"colour\" (expected none, or entries among [traceId,"
                                + " spanId, jobName, executionId, attempt, shardIndex, shardTotal] separated by spaces,"
                                + " each as name or name:key); all are used");
    }

    @Test
    void boundsAndSwitchesOffTheSpansOfCalls() {
        AgentSettings settings =
                reader.arguments("outgoing=false,jdbc=FALSE,call-spans=0").read();

        assertThat(settings.outgoing()).isFalse();
        assertThat(settings.jdbc()).isFalse();
        assertThat(settings.callSpans()).isZero();
        assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "100001", "many"})
    void saysWhichNumbersThereAre(String spans) {
        AgentSettings settings = reader.arguments("call-spans=" + spans).read();

        assertThat(settings.callSpans()).isEqualTo(1_000);
        assertThat(reader.problems())
                .containsExactly("agent argument call-spans is \"" + spans
                        + "\" (expected a number from 0 to 100000); 1000 is used");
    }

    @Test
    void saysWhatIsUnknown() {
        reader.environment(Map.of("JOBFLOW_AGENT_COLOUR", "red", "JOBFLOW_SERVER_PORT", "1"))
                .read();

        assertThat(reader.problems())
                .containsExactly(
                        "environment variable JOBFLOW_AGENT_COLOUR is unknown (expected one of [enabled, debug,"
                                + " log-keys, outgoing, jdbc, call-spans]); it is ignored");
    }
}
