package io.jobflow.agent.backend;

import io.jobflow.agent.backend.foreign.Foreign;
import io.jobflow.agent.backend.foreign.SharedStorage;
import io.jobflow.agent.backend.metrics.MicrometerMeters;
import io.jobflow.agent.settings.BackendSetting;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The order among those who could record: OpenTelemetry's agent, the application's SDK, our own. There is one for an
 * attempt, never two. Safe for use by any thread.
 */
public final class Arbiter implements BackendChoice.Deciding {

    private final BackendSetting wanted;
    private final OwnBackend own;
    private final OtherEmitters others;
    private final MetricsChoice metrics;
    private final SharedStorage storage;
    private final AgentTrouble trouble;
    /** As many as there are wordings. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    public Arbiter(
            BackendSetting wanted,
            OwnBackend own,
            OtherEmitters others,
            MetricsChoice metrics,
            SharedStorage storage,
            AgentTrouble trouble) {
        this.wanted = wanted;
        this.own = own;
        this.others = others;
        this.metrics = metrics;
        this.storage = storage;
        this.trouble = trouble;
    }

    @Override
    public void attemptsAreLikely() {
        metrics.attemptsAreLikely();
        if (wanted == BackendSetting.OWN || (wanted == BackendSetting.AUTO && !others.agentIsThere())) {
            own.prepare();
        }
    }

    @Override
    public AttemptTelemetry unrecorded() {
        return own.unrecorded();
    }

    @Override
    public @Nullable Decision decide(ClassLoader loader) {
        Foreign agent = asks(BackendSetting.OTEL_AGENT) ? others.agent() : null;
        if (agent != null) {
            return other(loader, agent, "OpenTelemetry's agent");
        }
        Foreign application = asks(BackendSetting.APP) ? others.ofApplication(loader) : null;
        if (application != null) {
            return other(loader, application, "the application's OpenTelemetry SDK");
        }
        if (asks(BackendSetting.OWN)) {
            return own(loader);
        }
        trouble.report(
                "runs are not recorded: jobflow.agent.backend is \"" + wanted.value() + "\" and there is none", null);
        return null;
    }

    private boolean asks(BackendSetting one) {
        return wanted == BackendSetting.AUTO || wanted == one;
    }

    /**
     * Without spans of ours for calls: OpenTelemetry's agent has its own, and an application's exporter may call out on the
     * run's own thread, so that a span for that call would be exported, and so on.
     */
    private Decision other(ClassLoader loader, Foreign foreign, String who) {
        storage.add(foreign);
        MicrometerMeters registry = metrics.ofApplication(loader);
        OpenTelemetry spans = foreign.openTelemetry();
        AttemptTelemetry telemetry =
                own.recording(registry == null ? spans : new CombinedOpenTelemetry(spans, registry), false);
        if (registry == null || foreign.isWithin(registry.loader())) {
            foreign.keep(telemetry);
        } else {
            registry.keep(telemetry);
        }
        String where = registry == null ? "there too" : "in the application's Micrometer registry";
        metrics.portIsEmpty("metrics are recorded " + where);
        sayOnce("runs are recorded by " + who + ", metrics " + where);
        return Decision.other(loader, telemetry, who + ", metrics " + where);
    }

    /** Web applications come and go, and each has its own decision. */
    private void sayOnce(String line) {
        if (said.add(line)) {
            trouble.say(line);
        }
    }

    /** Null as long as it is starting, which takes long on a machine that is short of CPU: it is not given up for good. */
    private @Nullable Decision own(ClassLoader loader) {
        OpenTelemetry spans = own.openTelemetry();
        if (spans == null) {
            return null;
        }
        MicrometerMeters registry = metrics.ofApplication(loader);
        if (registry != null) {
            metrics.portIsEmpty("metrics are in the application's Micrometer registry");
            AttemptTelemetry telemetry = own.recording(new CombinedOpenTelemetry(spans, registry), true);
            registry.keep(telemetry);
            return Decision.other(
                    loader, telemetry, "the agent's own SDK, metrics in the application's Micrometer registry");
        }
        MeterProvider port = metrics.ofPort();
        if (own.exportsMetrics() || port == null) {
            metrics.portIsEmpty("metrics are sent by OTLP");
            return Decision.own(loader, own.recording(spans, true), "the agent's own SDK");
        }
        return Decision.own(
                loader,
                own.recording(new CombinedOpenTelemetry(spans, port), true),
                "the agent's own SDK, metrics at a port of its own");
    }
}
