package io.jobflow.agent.settings;

import org.jspecify.annotations.Nullable;

/** Who is to record runs. */
public enum BackendSetting {
    /** OpenTelemetry's agent if it is there, else the application's SDK, else the agent's own. */
    AUTO("auto"),
    /** The agent's own SDK, whoever else is there. */
    OWN("own"),
    /** The application's SDK; nobody until there is one. */
    APP("app"),
    /** OpenTelemetry's agent; nobody if it is not there. */
    OTEL_AGENT("otel-agent");

    private final String value;

    BackendSetting(String value) {
        this.value = value;
    }

    /** Null if there is no such choice. */
    static @Nullable BackendSetting of(String value) {
        for (BackendSetting each : values()) {
            if (each.value.equalsIgnoreCase(value.trim())) {
                return each;
            }
        }
        return null;
    }

    /** As it is written in settings. */
    public String value() {
        return value;
    }
}
