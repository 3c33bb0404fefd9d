package io.jobflow.agent.backend;

import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.setup.OtelProperties;
import io.jobflow.bridge.setup.OtelSetup;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Starts the agent's own SDK as {@code OTEL_*} asks, and sees to it that what is waiting is exported at exit. */
public final class OwnSdk implements Supplier<OpenTelemetry> {

    /** Counts the agent's own failures since start. */
    static final String FAILURES = "jobflow.agent.failures";

    private static final Duration EXIT_LIMIT = Duration.ofSeconds(2);

    private final Map<String, String> overrides;
    private final AgentTrouble trouble;
    private volatile boolean exportsMetrics;

    /** @param overrides {@code otel.*} settings that go before those of the process */
    public OwnSdk(Map<String, String> overrides, AgentTrouble trouble) {
        this.overrides = overrides;
        this.trouble = trouble;
    }

    @Override
    public OpenTelemetry get() {
        OtelProperties settings = OtelProperties.ofProcess().with(overrides);
        OtelSetup setup = OtelSetup.start(settings, ServiceName.of(System.getProperties()), trouble);
        setup.problems().forEach(trouble::say);
        exportsMetrics = setup.exportedSignals().contains("metrics");
        if (!setup.exportedSignals().isEmpty()) {
            flushAtExit(setup);
            setup.openTelemetry()
                    .getMeter("io.jobflow")
                    .counterBuilder(FAILURES)
                    .setDescription("Failures of the agent that the application did not notice")
                    .setUnit("{failure}")
                    .buildWithCallback(counter -> counter.record(trouble.total()));
        }
        return setup.openTelemetry();
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
