package io.jobflow.bridge.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which signals leave the process. OpenTelemetry's own default would send everything to a collector on this machine;
 * here a signal is exported only where somebody asked for it. Immutable.
 */
final class ExportPlan {

    static final String TRACES = "traces";
    static final String METRICS = "metrics";
    static final String LOGS = "logs";

    private static final String OTLP = "otlp";
    private static final String NONE = "none";

    /** The SDK's own, by its specification. */
    private static final int DEFAULT_QUEUE = 2048;

    private static final int DEFAULT_BATCH = 512;
    private static final int DEFAULT_DELAY_MILLIS = 1000;

    private final OtelProperties settings;
    private final List<String> problems = new ArrayList<>();
    private final List<String> signals = new ArrayList<>();

    private ExportPlan(OtelProperties settings) {
        this.settings = settings;
    }

    static ExportPlan of(OtelProperties settings) {
        ExportPlan plan = new ExportPlan(settings);
        if (!settings.isDisabled()) {
            for (String signal : Arrays.asList(TRACES, METRICS)) {
                if (plan.isAskedFor(signal)) {
                    plan.signals.add(signal);
                }
            }
        }
        return plan;
    }

    /** @param exportsLogs whether log lines are exported, too, as {@link OtelProperties#exportsLogs} had it */
    static ExportPlan withLogs(OtelProperties settings, boolean exportsLogs) {
        ExportPlan plan = of(settings);
        if (exportsLogs) {
            plan.signals.add(LOGS);
        } else if (!settings.isDisabled()) {
            plan.checkExporter(LOGS);
        }
        return plan;
    }

    private boolean isAskedFor(String signal) {
        String exporter = settings.get(exporterName(signal));
        if (exporter == null) {
            return endpoint(signal) != null;
        }
        checkExporter(signal);
        return exporter.equals(OTLP);
    }

    private void checkExporter(String signal) {
        String exporter = settings.get(exporterName(signal));
        if (exporter != null && !exporter.equals(OTLP) && !exporter.equals(NONE)) {
            problems.add("Setting " + exporterName(signal) + " is \"" + exporter + "\" (expected otlp or none); no "
                    + signal + " are exported until it is changed.");
        }
    }

    private @Nullable String ownEndpoint(String signal) {
        return settings.get("otel.exporter.otlp." + signal + ".endpoint");
    }

    private @Nullable String endpoint(String signal) {
        String own = ownEndpoint(signal);
        return own != null ? own : settings.get("otel.exporter.otlp.endpoint");
    }

    /** Those of {@link #TRACES}, {@link #METRICS} and {@link #LOGS} that are. */
    List<String> signals() {
        return Collections.unmodifiableList(signals);
    }

    /** A sentence for each setting that is not understood. */
    List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    /** How many spans may wait for their export; the SDK itself complains of what is no number. */
    int spanQueueSize() {
        return number("otel.bsp.max.queue.size", DEFAULT_QUEUE);
    }

    /** How many log lines may wait for their export. */
    int logQueueSize() {
        return number("otel.blrp.max.queue.size", DEFAULT_QUEUE);
    }

    /** How many log lines go out at once. */
    int logBatchSize() {
        return number("otel.blrp.max.export.batch.size", DEFAULT_BATCH);
    }

    /** How long a log line waits for others, unless there are enough. */
    int logDelayMillis() {
        return number("otel.blrp.schedule.delay", DEFAULT_DELAY_MILLIS);
    }

    private int number(String name, int byDefault) {
        String value = settings.get(name);
        try {
            int number = value == null ? byDefault : Integer.parseInt(value.trim());
            return number > 0 ? number : byDefault;
        } catch (NumberFormatException noNumber) {
            return byDefault;
        }
    }

    /** Where a signal goes, for messages. */
    String target(String signal) {
        String endpoint = endpoint(signal);
        return endpoint == null ? "the default endpoint" : "\"" + endpoint + "\"";
    }

    /** The variables that say where a signal goes and how, without their last word; for messages. */
    String variables(String signal) {
        return ownEndpoint(signal) == null
                ? "OTEL_EXPORTER_OTLP"
                : "OTEL_EXPORTER_OTLP_" + signal.toUpperCase(Locale.ROOT);
    }

    /** The settings as the SDK is to see them: every exporter said outright, http/protobuf unless told otherwise. */
    Map<String, String> forSdk() {
        Map<String, String> all = new TreeMap<>(settings.asMap());
        all.put(exporterName(TRACES), signals.contains(TRACES) ? OTLP : NONE);
        all.put(exporterName(METRICS), signals.contains(METRICS) ? OTLP : NONE);
        // LogExport has its own queue; the SDK's would be an idle thread.
        all.put(exporterName(LOGS), NONE);
        if (!all.containsKey("otel.exporter.otlp.protocol")) {
            all.put("otel.exporter.otlp.protocol", "http/protobuf");
        }
        return all;
    }

    private static String exporterName(String signal) {
        return "otel." + signal + ".exporter";
    }
}
