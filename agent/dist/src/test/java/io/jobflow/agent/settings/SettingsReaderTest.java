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
    void exportsLinesWhereTheFirstOfItsSourcesThatIsNotBlankAsksForIt() {
        Properties properties = new Properties();
        properties.setProperty("otel.logs.exporter", " ");

        AgentSettings settings = reader.arguments("otel.logs.exporter=")
                .properties(properties)
                .environment(Map.of("OTEL_LOGS_EXPORTER", "otlp"))
                .read();

        assertThat(settings.exportsLines()).isTrue();
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
    void readsWhatSwitchesSitesOff() {
        AgentSettings settings = reader.arguments("breaker-failures=0,breaker-cost-micros=-1,remote-switch=false")
                .read();

        assertThat(settings.breakerFailures()).isZero();
        assertThat(settings.breakerCostMicros()).isEqualTo(5000);
        assertThat(settings.remoteSwitch()).isFalse();
        assertThat(reader.problems())
                .containsExactly("agent argument breaker-cost-micros is \"-1\" (expected a number from 0 to 1000000);"
                        + " 5000 is used");
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
                .singleElement()
                .asString()
                .startsWith("environment variable JOBFLOW_AGENT_COLOUR is unknown (expected one of [enabled, debug,")
                .endsWith("]); it is ignored");
    }

    @Test
    void readsHandlersAndSaysWhichPatternIsNone() {
        AgentSettings settings = reader.arguments(
                        "handlers=com.acme.jobs.*#sync* com.acme;*#run,handler-annotations=com.acme.JobHandler @Job")
                .read();

        assertThat(settings.handlers().mayHaveHandlers("com/acme/jobs/OrderJob", new byte[0]))
                .isTrue();
        assertThat(reader.problems())
                .hasSize(3)
                .allMatch(problem -> problem.endsWith("; that one is ignored"))
                .anyMatch(problem ->
                        problem.startsWith("agent argument handlers has \"com.acme\" (expected class#method"))
                .anyMatch(problem -> problem.startsWith("agent argument handlers has \"*#run\" (expected class#method"))
                .anyMatch(problem -> problem.startsWith(
                        "agent argument handler-annotations has \"@Job\" (expected the full name of an annotation"));
    }

    @Test
    void readsWhoIsToRecord() {
        assertThat(new SettingsReader().read().backend()).isEqualTo(BackendSetting.AUTO);
        assertThat(reader.arguments("backend=otel-agent").read().backend()).isEqualTo(BackendSetting.OTEL_AGENT);
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void readsThePortFromAVariableWhoseNameHasNoDots() {
        PrometheusSettings prometheus = reader.environment(Map.of("JOBFLOW_AGENT_PROMETHEUS_PORT", "9464"))
                .read()
                .prometheus();

        assertThat(prometheus.port()).isEqualTo(9464);
        assertThat(prometheus.host()).isEqualTo("127.0.0.1");
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void saysWhatIsNoBackendAndNoPort() {
        AgentSettings settings =
                reader.arguments("backend=mine,prometheus.port=70000").read();

        assertThat(settings.backend()).isEqualTo(BackendSetting.AUTO);
        assertThat(settings.prometheus().port()).isZero();
        assertThat(reader.problems())
                .containsExactly(
                        "agent argument backend is \"mine\" (expected auto, own, app or otel-agent); auto is used",
                        "agent argument prometheus.port is \"70000\" (expected a port from 1 to 65535); no port is"
                                + " opened");
    }
}
