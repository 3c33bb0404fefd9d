package io.jobflow.agent.settings;

import java.util.Collections;
import java.util.Map;

/** What can be set about the agent. Immutable. */
public final class AgentSettings {

    private final boolean enabled;
    private final boolean debug;
    private final LogKeys logKeys;
    private final boolean outgoing;
    private final boolean jdbc;
    private final int callSpans;
    private final Map<String, String> openTelemetry;

    AgentSettings(
            boolean enabled,
            boolean debug,
            LogKeys logKeys,
            boolean outgoing,
            boolean jdbc,
            int callSpans,
            Map<String, String> openTelemetry) {
        this.enabled = enabled;
        this.debug = debug;
        this.logKeys = logKeys;
        this.outgoing = outgoing;
        this.jdbc = jdbc;
        this.callSpans = callSpans;
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

    /** {@code jobflow.agent.outgoing}: whether HTTP requests of a run carry its trace and get spans. True by default. */
    public boolean outgoing() {
        return outgoing;
    }

    /** {@code jobflow.agent.jdbc}: whether database statements of a run get spans. True by default. */
    public boolean jdbc() {
        return jdbc;
    }

    /** {@code jobflow.agent.call-spans}: how many calls of one run get a span, 0 to 100,000. 1,000 by default. */
    public int callSpans() {
        return callSpans;
    }

    /** The {@code otel.*} settings among the agent's arguments; they go before properties and environment. */
    public Map<String, String> openTelemetry() {
        return openTelemetry;
    }
}
