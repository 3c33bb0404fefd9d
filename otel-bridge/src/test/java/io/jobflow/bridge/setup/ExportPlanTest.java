package io.jobflow.bridge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExportPlanTest {

    @Test
    void exportsNothingUnasked() {
        ExportPlan plan = plan(Map.of());

        assertThat(plan.signals()).isEmpty();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void exportsTheSignalWhoseExporterIsNamed() {
        ExportPlan plan = plan(Map.of("OTEL_TRACES_EXPORTER", "otlp"));

        assertThat(plan.signals()).containsExactly("traces");
        assertThat(plan.forSdk())
                .containsEntry("otel.traces.exporter", "otlp")
                .containsEntry("otel.metrics.exporter", "none")
                .containsEntry("otel.logs.exporter", "none");
    }

    @Test
    void exportsBothSignalsToACommonEndpoint() {
        ExportPlan plan = plan(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://back-end:4318"));

        assertThat(plan.signals()).containsExactly("traces", "metrics");
        assertThat(plan.target("traces")).isEqualTo("\"http://back-end:4318\"");
    }

    @Test
    void exportsLogLinesOnlyIfTheyAreMeant() {
        assertThat(withLogs(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://back-end:4318"))
                        .signals())
                .containsExactly("traces", "metrics");
        assertThat(withLogs(Map.of("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://back-end:4318/v1/logs"))
                        .signals())
                .containsExactly("logs");
        assertThat(withLogs(Map.of("OTEL_LOGS_EXPORTER", "otlp")).signals()).containsExactly("logs");
        assertThat(withLogs(Map.of(
                                "OTEL_LOGS_EXPORTER",
                                "none",
                                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
                                "http://back-end:4318/v1/logs"))
                        .signals())
                .isEmpty();
        assertThat(plan(Map.of("OTEL_LOGS_EXPORTER", "otlp")).signals()).isEmpty();
    }

    @Test
    void exportsLogLinesAsWasDecidedBefore() {
        OtelProperties silent = OtelProperties.of(Map.of());
        OtelProperties asking = OtelProperties.of(Map.of("OTEL_LOGS_EXPORTER", "otlp"));

        assertThat(ExportPlan.withLogs(silent, true).signals()).containsExactly("logs");
        assertThat(ExportPlan.withLogs(asking, false).signals()).isEmpty();
    }

    @Test
    void saysThatLogLinesHaveAnExporterWeDoNotHave() {
        assertThat(withLogs(Map.of("OTEL_LOGS_EXPORTER", "console")).problems())
                .containsExactly("Setting otel.logs.exporter is \"console\" (expected otlp or none);"
                        + " no logs are exported until it is changed.");
    }

    @Test
    void namesTheVariablesThatSayWhereASignalGoes() {
        ExportPlan plan = withLogs(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://back-end:4318",
                "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "http://lines:4318/v1/logs"));

        assertThat(plan.variables("traces")).isEqualTo("OTEL_EXPORTER_OTLP");
        assertThat(plan.variables("logs")).isEqualTo("OTEL_EXPORTER_OTLP_LOGS");
    }

    private static ExportPlan withLogs(Map<String, String> settings) {
        OtelProperties properties = OtelProperties.of(settings);
        return ExportPlan.withLogs(properties, properties.exportsLogs());
    }

    @Test
    void exportsTheSignalThatHasAnEndpointOfItsOwn() {
        ExportPlan plan = plan(Map.of("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://back-end:4318/v1/metrics"));

        assertThat(plan.signals()).containsExactly("metrics");
    }

    @Test
    void exportsNoSignalWhoseExporterIsNone() {
        ExportPlan plan =
                plan(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://back-end:4318", "otel.metrics.exporter", "none"));

        assertThat(plan.signals()).containsExactly("traces");
    }

    @Test
    void exportsNothingWhereTheSdkIsDisabled() {
        ExportPlan plan = plan(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_SDK_DISABLED", "True"));

        assertThat(plan.signals()).isEmpty();
    }

    @Test
    void takesABlankSettingForAbsent() {
        ExportPlan plan = plan(Map.of("OTEL_TRACES_EXPORTER", "", "OTEL_EXPORTER_OTLP_ENDPOINT", " "));

        assertThat(plan.signals()).isEmpty();
    }

    @Test
    void leavesOutASignalWithAnExporterWeDoNotHaveAndSaysSo() {
        ExportPlan plan = plan(Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_METRICS_EXPORTER", "prometheus"));

        assertThat(plan.signals()).containsExactly("traces");
        assertThat(plan.problems())
                .containsExactly("Setting otel.metrics.exporter is \"prometheus\" (expected otlp or none);"
                        + " no metrics are exported until it is changed.");
    }

    @Test
    void speaksHttpUnlessToldOtherwise() {
        ExportPlan silent = plan(Map.of());
        ExportPlan told = plan(Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"));

        assertThat(silent.forSdk()).containsEntry("otel.exporter.otlp.protocol", "http/protobuf");
        assertThat(told.forSdk()).containsEntry("otel.exporter.otlp.protocol", "grpc");
    }

    @Test
    void ignoresEntriesThatAreNotOpenTelemetrys() {
        OtelProperties settings = OtelProperties.of(Map.of("PATH", "/bin", "jobflow.server.port", "7070"));

        assertThat(settings.asMap()).isEmpty();
    }

    @Test
    void letsLaterSettingsWin() {
        OtelProperties settings =
                OtelProperties.of(Map.of("OTEL_TRACES_EXPORTER", "none")).with(Map.of("otel.traces.exporter", "otlp"));

        assertThat(settings.get("otel.traces.exporter")).isEqualTo("otlp");
    }

    private static ExportPlan plan(Map<String, String> settings) {
        return ExportPlan.of(OtelProperties.of(settings));
    }
}
