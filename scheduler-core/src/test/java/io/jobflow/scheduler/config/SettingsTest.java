package io.jobflow.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String PORT = "jobflow.server.port";
    private static final String GRACE = "jobflow.server.stop-grace";
    private static final String SERVICES = "jobflow.services.";

    @TempDir
    Path folder;

    @Test
    void prefersPropertiesOverVariablesOverTheFile() throws Exception {
        Path file = file("jobflow: {server: {port: 1, host: a, stop-grace: 1s}}");

        Settings settings = Settings.load(
                file,
                Map.of("JOBFLOW_SERVER_PORT", "2", "JOBFLOW_SERVER_HOST", "b"),
                Map.of("jobflow.server.port", "3"));

        assertThat(port(settings)).isEqualTo(3);
        assertThat(settings.text("jobflow.server.host")).isEqualTo("b");
        assertThat(settings.duration(GRACE, Duration.ZERO, Duration.ofHours(1), Duration.ZERO))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.throwIfAny()).isEmpty();
    }

    @Test
    void readsNestedAndDottedNames() throws Exception {
        Path file = file("""
                jobflow.server.port: 0123
                jobflow:
                  api.token: 1e5
                  services:
                    orders: [http://a:1, http://b:2]
                    stock.eu: http://c:3
                """);

        Settings settings = Settings.load(file, Map.of(), Map.of());

        assertThat(port(settings)).isEqualTo(123);
        assertThat(settings.text("jobflow.api.token")).isEqualTo("1e5");
        assertThat(settings.group(SERVICES))
                .extractingByKeys("orders", "stock.eu")
                .extracting(SettingValue::text)
                .containsExactly("http://a:1,http://b:2", "http://c:3");
        assertThat(settings.throwIfAny()).isEmpty();
    }

    @Test
    void takesAnEmptyFileForNoSettings() throws Exception {
        assertThat(port(Settings.load(file(""), Map.of(), Map.of()))).isEqualTo(7070);
        assertThat(port(Settings.load(file("# nothing\n"), Map.of(), Map.of()))).isEqualTo(7070);
    }

    @Test
    void takesEmptyValuesForAbsent() throws Exception {
        Path file = file("jobflow.api.token:\njobflow.server.port: ''\n");

        Settings settings = Settings.load(file, Map.of("JOBFLOW_SERVER_HOST", " "), Map.of());

        assertThat(port(settings)).isEqualTo(7070);
        assertThat(settings.text("jobflow.api.token")).isNull();
        assertThat(settings.text("jobflow.server.host")).isNull();
    }

    @Test
    void reportsEveryProblemAtOnce() throws Exception {
        Path file = file("""
                jobflow:
                  server:
                    prot: 7070
                    stop-grace: soon
                """);

        Settings settings = Settings.load(file, Map.of("JOBFLOW_SERVER_PORT", "99999"), Map.of());
        port(settings);
        settings.duration(GRACE, Duration.ZERO, Duration.ofHours(1), Duration.ZERO);

        assertThat(problems(settings))
                .containsExactly(
                        "Setting jobflow.server.port is \"99999\" in environment variable JOBFLOW_SERVER_PORT (expected a"
                                + " whole number from 0 to 65535).",
                        "Setting jobflow.server.stop-grace is \"soon\" in file " + file + " line 4 (expected a duration"
                                + " such as 500ms, 30s, 5m, 1h, 1d or ISO-8601 PT30S, from 0s to 1h).",
                        "There is no setting \"jobflow.server.prot\" (file " + file + " line 3); did you mean"
                                + " jobflow.server.port?");
    }

    @Test
    void suggestsTheFullNameWhereThePrefixIsMissing() throws Exception {
        Settings settings = Settings.load(file("server: {port: 1}"), Map.of(), Map.of());
        port(settings);

        assertThat(problems(settings)).singleElement().asString().endsWith("did you mean jobflow.server.port?");
    }

    @Test
    void warnsOnceAboutAnUnknownVariable() {
        Settings settings = Settings.load(
                null,
                Map.of("JOBFLOW_SERVER_PROT", "1", "JOBFLOW_AGENT_ENABLED", "true", "PATH", "/bin"),
                Map.of("jobflow.agent.enabled", "true"));
        port(settings);

        assertThat(settings.throwIfAny())
                .containsExactly("Environment variable JOBFLOW_SERVER_PROT names no setting and is ignored;"
                        + " did you mean JOBFLOW_SERVER_PORT?");
    }

    @Test
    void ignoresWhatKubernetesLeavesBehind() {
        Settings settings = Settings.load(
                null,
                Map.of(
                        "JOBFLOW_SERVER_PORT", "tcp://10.96.3.7:7070",
                        "JOBFLOW_SERVER_PORT_7070_TCP", "tcp://10.96.3.7:7070",
                        "JOBFLOW_SERVER_PORT_7070_TCP_ADDR", "10.96.3.7",
                        "JOBFLOW_SERVER_SERVICE_HOST", "10.96.3.7",
                        "JOBFLOW_SERVER_HOST", "127.0.0.1"),
                Map.of());

        int port = port(settings);
        String host = settings.text("jobflow.server.host");

        assertThat(port).isEqualTo(7070);
        assertThat(host).isEqualTo("127.0.0.1");
        assertThat(settings.throwIfAny())
                .containsExactly("Ignored what Kubernetes sets for services named jobflow…: JOBFLOW_SERVER_PORT,"
                        + " JOBFLOW_SERVER_PORT_7070_TCP, JOBFLOW_SERVER_PORT_7070_TCP_ADDR,"
                        + " JOBFLOW_SERVER_SERVICE_HOST; set enableServiceLinks: false in the pod to be rid of it.");
    }

    @Test
    void overridesTheServiceThatAVariableSpells() throws Exception {
        Path file = file("jobflow.services: {order_eu.v1: http://a:1}");

        Settings settings = Settings.load(
                file,
                Map.of("JOBFLOW_SERVICES_ORDER_EU_V1", "http://b:2", "JOBFLOW_SERVICES_STOCK_SYNC", "http://c:3"),
                Map.of());

        assertThat(settings.group(SERVICES)).containsOnlyKeys("order_eu.v1", "stock-sync");
        assertThat(settings.group(SERVICES).get("order_eu.v1"))
                .isEqualTo(new SettingValue("http://b:2", "environment variable JOBFLOW_SERVICES_ORDER_EU_V1"));
    }

    @Test
    void refusesANameThatStandsTwice() throws Exception {
        Path file = file("jobflow.server.port: 1\njobflow: {server: {port: 2}}\n");

        assertThat(problems(Settings.load(file, Map.of(), Map.of())))
                .first()
                .asString()
                .startsWith("Setting jobflow.server.port stands twice");
    }

    @Test
    void saysWhereAFileIsNotYaml() throws Exception {
        Path file = file("jobflow:\n  server: {port: 1\n");

        assertThat(problems(Settings.load(file, Map.of(), Map.of())))
                .first()
                .asString()
                .startsWith("Settings file " + file + " is not YAML at line ");
    }

    @Test
    void saysThatAFileDoesNotExist() {
        Path file = folder.resolve("none.yaml");

        assertThat(problems(Settings.load(file, Map.of(), Map.of())))
                .containsExactly("Settings file " + file + " does not exist; give --config the path of a YAML file.");
    }

    @Test
    void refusesAFileThatIsNoMapping() throws Exception {
        assertThat(problems(Settings.load(file("- a\n- b\n"), Map.of(), Map.of())))
                .singleElement()
                .asString()
                .contains("is not a YAML mapping");
    }

    @Test
    void keepsSecretsOutOfMessages() {
        Settings settings = Settings.of(Map.of("jobflow.api.token", "very secret"));

        settings.refuseSecret("jobflow.api.token", "no spaces");

        assertThat(problems(settings))
                .containsExactly(
                        "Setting jobflow.api.token in system property jobflow.api.token is not usable (expected"
                                + " no spaces).");
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("jobflow.yaml"), yaml);
    }

    private static int port(Settings settings) {
        return settings.integer(PORT, 0, 65_535, 7070);
    }

    private static List<String> problems(Settings settings) {
        SettingsException thrown = catchThrowableOfType(SettingsException.class, settings::throwIfAny);
        return thrown.problems().stream().map(SettingProblem::message).toList();
    }
}
