package io.jobflow.agent.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings: the agent's arguments go before system properties, these before the environment. What is unknown or
 * wrong becomes a problem, and its default holds. Confined to one thread.
 */
public final class SettingsReader {

    private static final String PREFIX = "jobflow.agent.";
    private static final String ENVIRONMENT_PREFIX = "JOBFLOW_AGENT_";
    private static final String OPEN_TELEMETRY_PREFIX = "otel.";
    private static final List<String> NAMES =
            Arrays.asList("enabled", "debug", "log-keys", "outgoing", "jdbc", "call-spans");

    private static final int DEFAULT_CALL_SPANS = 1_000;
    private static final int MAX_CALL_SPANS = 100_000;

    private final Map<String, Setting> found = new HashMap<>();
    private final Map<String, String> openTelemetry = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** The agent's arguments, {@code key=value,…}; null if there are none. */
    public SettingsReader arguments(@Nullable String arguments) {
        if (arguments == null || arguments.trim().isEmpty()) {
            return this;
        }
        for (String pair : arguments.split(",")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair.trim() : pair.substring(0, equals).trim();
            if (equals < 0) {
                problems.add("agent argument \"" + key + "\" has no value (expected key=value,…); it is ignored");
            } else if (key.startsWith(OPEN_TELEMETRY_PREFIX)) {
                openTelemetry.put(key, pair.substring(equals + 1).trim());
            } else {
                String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : key;
                add(
                        name,
                        new Setting(
                                "agent argument " + key,
                                pair.substring(equals + 1).trim()));
            }
        }
        return this;
    }

    public SettingsReader properties(Properties properties) {
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                add(key.substring(PREFIX.length()), new Setting("system property " + key, properties.getProperty(key)));
            }
        }
        return this;
    }

    public SettingsReader environment(Map<String, String> environment) {
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(ENVIRONMENT_PREFIX)) {
                String name = variable.getKey().substring(ENVIRONMENT_PREFIX.length());
                add(
                        name.toLowerCase(Locale.ROOT).replace('_', '-'),
                        new Setting("environment variable " + variable.getKey(), variable.getValue()));
            }
        }
        return this;
    }

    private void add(String name, Setting setting) {
        if (!NAMES.contains(name)) {
            problems.add(setting.source + " is unknown (expected one of " + NAMES + "); it is ignored");
        } else if (!found.containsKey(name)) {
            found.put(name, setting);
        }
    }

    public AgentSettings read() {
        return new AgentSettings(
                isOn("enabled", true),
                isOn("debug", false),
                logKeys(),
                isOn("outgoing", true),
                isOn("jdbc", true),
                number("call-spans", DEFAULT_CALL_SPANS, MAX_CALL_SPANS),
                openTelemetry);
    }

    private boolean isOn(String name, boolean byDefault) {
        Setting setting = found.get(name);
        if (setting == null) {
            return byDefault;
        }
        if (setting.value.equalsIgnoreCase("true") || setting.value.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(setting.value);
        }
        problems.add(setting + " (expected true or false); " + byDefault + " is used");
        return byDefault;
    }

    private int number(String name, int byDefault, int most) {
        Setting setting = found.get(name);
        if (setting == null) {
            return byDefault;
        }
        try {
            int number = Integer.parseInt(setting.value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // said below
        }
        problems.add(setting + " (expected a number from 0 to " + most + "); " + byDefault + " is used");
        return byDefault;
    }

    private LogKeys logKeys() {
        Setting setting = found.get("log-keys");
        if (setting != null) {
            try {
                return LogKeys.parse(setting.value);
            } catch (IllegalArgumentException wrong) {
                problems.add(setting + " (" + wrong.getMessage() + "); all are used");
            }
        }
        return LogKeys.all();
    }

    /** One line for each thing that is wrong, in the order in which they were found; complete after {@link #read}. */
    public List<String> problems() {
        return problems;
    }

    /** A value and where it came from. */
    private static final class Setting {
        final String source;
        final String value;

        Setting(String source, String value) {
            this.source = source;
            this.value = value;
        }

        @Override
        public String toString() {
            return source + " is \"" + value + "\"";
        }
    }
}
