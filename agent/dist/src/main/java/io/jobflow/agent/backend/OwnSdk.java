package io.jobflow.agent.backend;

import io.jobflow.agent.figures.AgentFigures;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.setup.LogQueue;
import io.jobflow.bridge.setup.OtelProperties;
import io.jobflow.bridge.setup.OtelSetup;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts the agent's own SDK as {@code OTEL_*} asks, and sees to it that what is waiting is exported at exit. */
public final class OwnSdk implements Supplier<OpenTelemetry> {

    private static final Duration EXIT_LIMIT = Duration.ofSeconds(2);

    private final Map<String, String> overrides;
    private final boolean exportsLines;
    private final AgentTrouble trouble;
    private final AgentFigures figures;
    private volatile @Nullable OtelSetup started;
    private volatile @Nullable LogQueue logQueue;
    private volatile boolean exportsMetrics;

    /**
     * @param overrides {@code otel.*} settings that go before those of the process
     * @param exportsLines whether log lines of runs are exported
     */
    public OwnSdk(Map<String, String> overrides, boolean exportsLines, AgentTrouble trouble, AgentFigures figures) {
        this.overrides = overrides;
        this.exportsLines = exportsLines;
        this.trouble = trouble;
        this.figures = figures.counters(
                        "jobflow.agent.dropped",
                        "{item}",
                        "Telemetry that no back end got: more than fits into the queue, or not taken",
                        "signal",
                        this::dropped)
                .counter(
                        "jobflow.agent.logs.dropped",
                        "{line}",
                        "Log lines of runs that no back end got: the oldest of more than fit into the queue, or not taken",
                        this::droppedLines);
    }

    private long droppedLines() {
        LogQueue queue = logQueue();
        return queue == null ? 0 : queue.dropped();
    }

    /** Where the lines of runs go; null before it is started, and if they are not exported. */
    public @Nullable LogQueue logQueue() {
        return logQueue;
    }

    private Map<String, Long> dropped() {
        OtelSetup setup = started;
        return Collections.singletonMap("spans", setup == null ? 0 : setup.droppedSpans());
    }

    @Override
    public OpenTelemetry get() {
        OtelProperties settings = OtelProperties.ofProcess().with(overrides);
        OtelSetup setup =
                OtelSetup.startWithLogs(settings, exportsLines, ServiceName.of(System.getProperties()), trouble);
        setup.problems().forEach(trouble::say);
        started = setup;
        logQueue = setup.logQueue();
        exportsMetrics = setup.exportedSignals().contains("metrics");
        if (!setup.exportedSignals().isEmpty()) {
            flushAtExit(setup);
            FigureInstruments.register(setup.openTelemetry().getMeter("io.jobflow"), figures);
        }
        return setup.openTelemetry();
    }

    /** What is exported, and where to; for people. */
    @Override
    public String toString() {
        OtelSetup setup = started;
        return setup == null || setup.exportedSignals().isEmpty()
                ? "nothing is exported (set OTEL_EXPORTER_OTLP_ENDPOINT)"
                : "exports " + setup.targets() + "; failed exports: " + setup.failedExports() + ", spans dropped: "
                        + setup.droppedSpans() + (logQueue == null ? "" : ", log lines dropped: " + droppedLines());
    }

    /** Whether metrics leave the process; false before it is started. */
    boolean exportsMetrics() {
        return exportsMetrics;
    }

    private void flushAtExit(OtelSetup setup) {
        Thread flush = new Thread(() -> setup.close(EXIT_LIMIT), "jobflow-agent-exit");
        flush.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(flush);
        } catch (IllegalStateException exiting) {
            trouble.report("telemetry started while the JVM was exiting", exiting);
        }
    }
}
