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
    private final BackendSetting backend;
    private final PrometheusSettings prometheus;
    private final boolean outgoing;
    private final boolean jdbc;
    private final int callSpans;
    private final Map<String, String> openTelemetry;
    private int breakerFailures = 10;
    private int breakerCostMicros = 5000;
    private boolean remoteSwitch = true;
    private JulSetting jul = JulSetting.APPEND;
    private boolean exportsLines;

    AgentSettings(
            boolean enabled,
            boolean debug,
            LogKeys logKeys,
            HandlerRules handlers,
            BackendSetting backend,
            PrometheusSettings prometheus,
            boolean outgoing,
            boolean jdbc,
            int callSpans,
            Map<String, String> openTelemetry) {
        this.enabled = enabled;
        this.debug = debug;
        this.logKeys = logKeys;
        this.handlers = handlers;
        this.backend = backend;
        this.prometheus = prometheus;
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

    /** Called by the reader only, before anybody else sees this. */
    AgentSettings safety(int failures, int costMicros, boolean switchedByRequests) {
        breakerFailures = failures;
        breakerCostMicros = costMicros;
        remoteSwitch = switchedByRequests;
        return this;
    }

    /** Called by the reader only, before anybody else sees this. */
    AgentSettings logs(JulSetting records, boolean linesAreExported) {
        jul = records;
        exportsLines = linesAreExported;
        return this;
    }

    /** {@code jobflow.agent.logs.jul}: what happens to the text of records. {@code append} by default. */
    public JulSetting jul() {
        return jul;
    }

    /** Whether {@code OTEL_LOGS_EXPORTER} or an endpoint for logs asks for the lines of runs. False by default. */
    public boolean exportsLines() {
        return exportsLines;
    }

    /** {@code jobflow.agent.breaker-failures}: within a minute, before a site is switched off; 0 for never. 10 by default. */
    public int breakerFailures() {
        return breakerFailures;
    }

    /** {@code jobflow.agent.breaker-cost-micros}: of a call, twenty times in a row; 0 for any. 5,000 by default. */
    public int breakerCostMicros() {
        return breakerCostMicros;
    }

    /** {@code jobflow.agent.remote-switch}: whether a job request may switch the agent off. True by default. */
    public boolean remoteSwitch() {
        return remoteSwitch;
    }

    /** {@code jobflow.agent.handlers} and {@code jobflow.agent.handler-annotations}. None by default. */
    public HandlerRules handlers() {
        return handlers;
    }

    /** {@code jobflow.agent.backend}: who records runs. {@code auto} by default. */
    public BackendSetting backend() {
        return backend;
    }

    /** The agent's own port for metrics. None by default. */
    public PrometheusSettings prometheus() {
        return prometheus;
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
