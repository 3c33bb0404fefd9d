package io.jobflow.agent.settings;

import io.jobflow.agent.weave.handler.HandlerRules;
import java.util.Collections;
import java.util.Map;

/** What can be set about the agent. Immutable. */
public final class AgentSettings {

    private final boolean enabled;
    private final boolean debug;
    private final LogKeys logKeys;
    private final HandlerRules handlers;
    private final Map<String, String> openTelemetry;

    AgentSettings(
            boolean enabled, boolean debug, LogKeys logKeys, HandlerRules handlers, Map<String, String> openTelemetry) {
        this.enabled = enabled;
        this.debug = debug;
        this.logKeys = logKeys;
        this.handlers = handlers;
        this.openTelemetry = Collections.unmodifiableMap(openTelemetry);
    }

    /** {@code jobflow.agent.enabled}: false keeps the agent out of the JVM altogether. True by default. */
    public boolean enabled() {
        return enabled;
    }

    /** {@code jobflow.agent.debug}: prints the stack trace of the agent's own failures. False by default. */
    public boolean debug() {
        return debug;
    }

    /** {@code jobflow.agent.log-keys}: which entries the logging MDC gets, under which keys. All by default. */
    public LogKeys logKeys() {
        return logKeys;
    }

    /** {@code jobflow.agent.handlers} and {@code jobflow.agent.handler-annotations}. None by default. */
    public HandlerRules handlers() {
        return handlers;
    }

    /** The {@code otel.*} settings among the agent's arguments; they go before properties and environment. */
    public Map<String, String> openTelemetry() {
        return openTelemetry;
    }
}
