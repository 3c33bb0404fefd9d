package io.jobflow.bridge.setup;

import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.fire.FireTelemetry;
import io.jobflow.bridge.fire.PlannedIds;
import io.jobflow.bridge.fire.PlannedSampler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProviderBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry as the settings ask for it. A signal is exported only if its {@code OTEL_<SIGNAL>_EXPORTER} is
 * {@code otlp}, or is absent while an OTLP endpoint is set; with no signal to export there is no SDK, no thread and no
 * connection. Settings that make no sense switch telemetry off, with a sentence in {@link #problems}. Nothing global is
 * set and no shutdown hook is left. Safe for use by any thread.
 */
public final class OtelSetup implements AutoCloseable {

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final String SDK_DEFAULT_NAME = "unknown_service";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final PlannedIds ids = new PlannedIds();
    private final List<String> problems = new ArrayList<>();
    private final ExportPlan plan;
    private final SpanQueue queue;
    private final ExportFailures failures;
    private final QuietedLoggers loggers;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile PlannedSampler sampler = new PlannedSampler(ids, Sampler.parentBased(Sampler.alwaysOn()));
    private final Trouble trouble;
    private volatile @Nullable OpenTelemetrySdk sdk;
    private volatile @Nullable LogExport logExport;
    private volatile @Nullable LogQueue logQueue;

    private OtelSetup(ExportPlan plan, Trouble trouble) {
        this.plan = plan;
        this.trouble = trouble;
        this.queue = new SpanQueue(plan.spanQueueSize());
        this.failures = new ExportFailures(plan, trouble);
        this.loggers = new QuietedLoggers(failures, trouble);
        this.problems.addAll(plan.problems());
    }

    /**
     * Starts what the settings ask for; never throws.
     *
     * @param settings win over the process's own properties and environment, which the SDK reads too
     * @param defaultServiceName the resource's {@code service.name} unless the settings give one
     * @param trouble hears of each failed export, on the SDK's threads
     */
    public static OtelSetup start(OtelProperties settings, String defaultServiceName, Trouble trouble) {
        return start(ExportPlan.of(settings), defaultServiceName, trouble);
    }

    /**
     * The same for who has log lines to export, which most back ends have from elsewhere.
     *
     * @param exportsLogs what {@link OtelProperties#exportsLogs} said when it was decided whether to collect lines
     */
    public static OtelSetup startWithLogs(
            OtelProperties settings, boolean exportsLogs, String defaultServiceName, Trouble trouble) {
        return start(ExportPlan.withLogs(settings, exportsLogs), defaultServiceName, trouble);
    }

    private static OtelSetup start(ExportPlan plan, String defaultServiceName, Trouble trouble) {
        OtelSetup setup = new OtelSetup(plan, Trouble.quiet(trouble));
        if (!setup.plan.signals().isEmpty()) {
            setup.loggers.run(() -> setup.build(defaultServiceName));
        }
        return setup;
    }

    private void build(String defaultServiceName) {
        try {
            loggers.install();
            OpenTelemetrySdk built = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .setComponentLoader(ComponentLoader.forClassLoader(OtelSetup.class.getClassLoader()))
                    .addPropertiesCustomizer(config -> plan.forSdk())
                    .addResourceCustomizer((resource, config) -> named(resource, defaultServiceName))
                    .addTracerProviderCustomizer((builder, config) -> builder.setIdGenerator(ids))
                    .addSamplerCustomizer((configured, config) -> sampler = new PlannedSampler(ids, configured))
                    .addSpanExporterCustomizer((exporter, config) -> new WatchedSpanExporter(exporter, failures, queue))
                    .addSpanProcessorCustomizer((processor, config) -> queue.before(processor))
                    .addMetricExporterCustomizer((exporter, config) -> new WatchedMetricExporter(exporter, failures))
                    .addLoggerProviderCustomizer(this::withLogExport)
                    .build()
                    .getOpenTelemetrySdk();
            LogExport export = logExport;
            if (export != null) {
                export.start(built.getLogsBridge());
                logQueue = export.queue();
            }
            sdk = built;
        } catch (Throwable failed) {
            problems.add("OpenTelemetry could not be set up and stays off: " + reasons(failed)
                    + "; correct the OTEL_* settings and restart.");
            loggers.remove();
        }
    }

    private SdkLoggerProviderBuilder withLogExport(SdkLoggerProviderBuilder builder, ConfigProperties config) {
        if (!plan.signals().contains(ExportPlan.LOGS)) {
            return builder;
        }
        for (ConfigurableLogRecordExporterProvider provider :
                ServiceLoader.load(ConfigurableLogRecordExporterProvider.class, OtelSetup.class.getClassLoader())) {
            if (provider.getName().equals("otlp")) {
                LogExport export = new LogExport(provider.createExporter(config), plan, failures, trouble);
                logExport = export;
                return builder.addLogRecordProcessor(export.processor());
            }
        }
        throw new IllegalStateException("no OTLP exporter for logs in this jar");
    }

    private static Resource named(Resource resource, String defaultServiceName) {
        String name = resource.getAttribute(SERVICE_NAME);
        return name == null || name.startsWith(SDK_DEFAULT_NAME)
                ? resource.toBuilder().put(SERVICE_NAME, defaultServiceName).build()
                : resource;
    }

    /** The messages from the outermost to the innermost cause, each once. */
    private static String reasons(Throwable failed) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
            if (reasons.indexOf(message) < 0) {
                reasons.append(reasons.length() == 0 ? "" : ": ").append(message);
            }
        }
        return reasons.toString();
    }

    /** What to make spans and metrics with; does nothing where no signal is exported. */
    public OpenTelemetry openTelemetry() {
        OpenTelemetrySdk built = sdk;
        return built == null ? OpenTelemetry.noop() : built;
    }

    /** Emits the scheduler's spans here, under planned ids. */
    public FireTelemetry fireTelemetry(Trouble trouble) {
        return new FireTelemetry(openTelemetry(), ids, sampler, trouble);
    }

    /** Where log lines go that are to be exported; null if none are. */
    public @Nullable LogQueue logQueue() {
        return logQueue;
    }

    /** Those of {@code traces}, {@code metrics} and {@code logs} that leave the process. */
    public List<String> exportedSignals() {
        return sdk == null ? new ArrayList<>() : plan.signals();
    }

    /** A sentence for each setting that was not taken; empty if all is well. */
    public List<String> problems() {
        return new ArrayList<>(problems);
    }

    /** How many exports have failed since the start; each carries up to a batch of spans or one round of metrics. */
    public long failedExports() {
        return failures.count();
    }

    /** How many spans no back end got: more than fitted into the queue, or part of a failed export. */
    public long droppedSpans() {
        return queue.dropped();
    }

    /** Which signal goes where, for people; empty if none does. */
    public String targets() {
        StringBuilder targets = new StringBuilder();
        for (String signal : exportedSignals()) {
            targets.append(targets.length() == 0 ? "" : ", ")
                    .append(signal)
                    .append(" to ")
                    .append(plan.target(signal));
        }
        return targets.toString();
    }

    /** {@link #close(Duration)} within five seconds. */
    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    /** Exports what is waiting and stops the SDK; gives up after the time-out and leaves the rest to daemon threads. */
    public void close(Duration timeout) {
        OpenTelemetrySdk built = sdk;
        if (built != null && closed.compareAndSet(false, true)) {
            loggers.run(() -> shutdown(built, timeout));
            loggers.remove();
        }
    }

    private void shutdown(OpenTelemetrySdk built, Duration timeout) {
        CompletableResultCode.ofAll(Arrays.asList(
                        built.getSdkTracerProvider().shutdown(),
                        built.getSdkMeterProvider().shutdown(),
                        shutdownLogs(built)))
                .join(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The provider after the export, which has it make records of the lines that still wait. */
    private CompletableResultCode shutdownLogs(OpenTelemetrySdk built) {
        LogExport export = logExport;
        CompletableResultCode exported = export == null ? CompletableResultCode.ofSuccess() : export.close();
        return exported.whenComplete(() -> built.getSdkLoggerProvider().shutdown());
    }
}
