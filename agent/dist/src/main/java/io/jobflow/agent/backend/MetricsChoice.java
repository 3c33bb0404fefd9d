package io.jobflow.agent.backend;

import io.jobflow.agent.backend.metrics.MicrometerMeters;
import io.jobflow.agent.backend.metrics.PrometheusPort;
import io.jobflow.agent.trouble.AgentTrouble;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's metrics go, once and no further: to the application's own Micrometer registry, else with the spans, else
 * to a port of our own if one is set. Safe for use by any thread.
 */
public final class MetricsChoice {

    private static final String PROMETHEUS = "PrometheusMeterRegistry";
    /** Registries that stand for others, or that nobody reads. */
    private static final List<String> NO_PLACE =
            Arrays.asList("CompositeMeterRegistry", "SimpleMeterRegistry", "LoggingMeterRegistry");

    private final MadeObjects registries;
    private final @Nullable PrometheusPort port;
    private final AgentTrouble trouble;
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * @param registries the application's registries
     * @param port null if none is set
     */
    public MetricsChoice(MadeObjects registries, @Nullable PrometheusPort port, AgentTrouble trouble) {
        this.registries = registries;
        this.port = port;
        this.trouble = trouble;
    }

    /** Attempts are likely to come: a port may be opened. */
    void attemptsAreLikely() {
        if (port != null) {
            port.open();
        }
    }

    /** Null if the application of this loader has no registry. */
    @Nullable MicrometerMeters ofApplication(ClassLoader loader) {
        try {
            Object registry = registry(loader);
            return registry == null ? null : MicrometerMeters.in(registry);
        } catch (Throwable failed) {
            trouble.report("metrics not in the application's registry", failed);
            return null;
        }
    }

    private @Nullable Object registry(ClassLoader loader) {
        Object global = MicrometerMeters.global(loader);
        if (global != null) {
            return global;
        }
        Object prometheus = registries.visibleTo(loader, name -> name.equals(PROMETHEUS));
        return prometheus != null ? prometheus : registries.visibleTo(loader, name -> !NO_PLACE.contains(name));
    }

    /** Where they go if neither the application nor OTLP takes them; null for nowhere. */
    @Nullable MeterProvider ofPort() {
        return port == null ? null : port.meters();
    }

    /** Says so where a port is set but stays empty. */
    void portIsEmpty(String because) {
        if (port != null && said.compareAndSet(false, true)) {
            trouble.say("jobflow.agent.prometheus.port stays empty: " + because);
        }
    }
}
