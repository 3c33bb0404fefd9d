package io.jobflow.agent.settings;

import org.jspecify.annotations.Nullable;

/** What happens to the records of {@code java.util.logging}, which has no MDC. */
public enum JulSetting {
    /** The entries of the run stand behind the text of each record that was logged in one. */
    APPEND,
    /** Nothing. */
    OFF;

    /** Null if there is no such choice. */
    static @Nullable JulSetting of(String value) {
        for (JulSetting each : values()) {
            if (each.name().equalsIgnoreCase(value.trim())) {
                return each;
            }
        }
        return null;
    }
}
