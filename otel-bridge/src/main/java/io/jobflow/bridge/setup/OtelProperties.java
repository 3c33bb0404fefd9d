package io.jobflow.bridge.setup;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's settings under one spelling: {@code OTEL_TRACES_EXPORTER} and {@code otel.traces.exporter} are the
 * same. Blank values count as absent. Immutable; safe for use by any thread.
 */
public final class OtelProperties {

    private static final String PREFIX = "otel.";

    private final Map<String, String> values;

    private OtelProperties(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** The settings among these entries, in either spelling; all others are left out. */
    public static OtelProperties of(Map<String, String> entries) {
        return new OtelProperties(new TreeMap<String, String>()).with(entries);
    }

    /** The settings of this process: system properties before environment variables, as OpenTelemetry has it. */
    public static OtelProperties ofProcess() {
        Map<String, String> properties = new TreeMap<>();
        Properties system = System.getProperties();
        for (String name : system.stringPropertyNames()) {
            String value = system.getProperty(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return of(System.getenv()).with(properties);
    }

    /** These settings, overridden by those among the entries. */
    public OtelProperties with(Map<String, String> entries) {
        Map<String, String> merged = new TreeMap<>(values);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String name =
                    entry.getKey().toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
            String value = entry.getValue().trim();
            if (name.startsWith(PREFIX) && !value.isEmpty()) {
                merged.put(name, value);
            }
        }
        return new OtelProperties(merged);
    }

    /**
     * Whether log lines are to be exported: only if {@code OTEL_LOGS_EXPORTER} says {@code otlp}, or is absent while there is
     * an {@code OTEL_EXPORTER_OTLP_LOGS_ENDPOINT}. An endpoint that is common to all signals does not count.
     */
    public boolean exportsLogs() {
        String exporter = get("otel.logs.exporter");
        boolean asked = exporter == null ? get("otel.exporter.otlp.logs.endpoint") != null : exporter.equals("otlp");
        return asked && !isDisabled();
    }

    boolean isDisabled() {
        return "true".equalsIgnoreCase(get("otel.sdk.disabled"));
    }

    /** The value under the dotted name; null if it is not set. */
    @Nullable String get(String name) {
        return values.get(name);
    }

    Map<String, String> asMap() {
        return values;
    }
}
