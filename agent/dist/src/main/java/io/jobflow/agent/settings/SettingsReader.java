package io.jobflow.agent.settings;

import io.jobflow.agent.weave.handler.HandlerRules;
import io.jobflow.bridge.setup.OtelProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.StringTokenizer;
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
    private static final List<String> NAMES = Arrays.asList(
            "enabled",
            "debug",
            "log-keys",
            "logs.jul",
            "handlers",
            "handler-annotations",
            "outgoing",
            "jdbc",
            "call-spans",
            "backend",
            "prometheus.host",
            "prometheus.port",
            "breaker-failures",
            "breaker-cost-micros",
            "remote-switch");

    private static final int MAX_NUMBER = 1_000_000;

    /** A comma ends an argument behind the jar, so that only the others can be used there. */
    private static final String SEPARATORS = ",; \t\r\n";

    private static final int DEFAULT_CALL_SPANS = 1_000;
    private static final int MAX_CALL_SPANS = 100_000;

    private final Map<String, Setting> found = new HashMap<>();
    private final Map<String, String> openTelemetry = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> ofProcess = new HashMap<>();
    private Map<String, String> allVariables = new HashMap<>();

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
            ofProcess.put(key, properties.getProperty(key));
            if (key.startsWith(PREFIX)) {
                add(key.substring(PREFIX.length()), new Setting("system property " + key, properties.getProperty(key)));
            }
        }
        return this;
    }

    public SettingsReader environment(Map<String, String> environment) {
        allVariables = environment;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getKey().startsWith(ENVIRONMENT_PREFIX)) {
                String name = variable.getKey().substring(ENVIRONMENT_PREFIX.length());
                add(nameOf(name), new Setting("environment variable " + variable.getKey(), variable.getValue()));
            }
        }
        return this;
    }

    /** Variables cannot tell a dot from a dash. */
    private static String nameOf(String variable) {
        String dashed = variable.toLowerCase(Locale.ROOT).replace('_', '-');
        for (String name : NAMES) {
            if (name.replace('.', '-').equals(dashed)) {
                return name;
            }
        }
        return dashed;
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
                        handlers(),
                        backend(),
                        prometheus(),
                        isOn("outgoing", true),
                        isOn("jdbc", true),
                        number("call-spans", DEFAULT_CALL_SPANS, MAX_CALL_SPANS),
                        openTelemetry)
                .safety(
                        number("breaker-failures", 10, MAX_NUMBER),
                        number("breaker-cost-micros", 5000, MAX_NUMBER),
                        isOn("remote-switch", true))
                .logs(jul(), exportsLines());
    }

    /** Decided here for the SDK, too, which is not there yet. */
    private boolean exportsLines() {
        return OtelProperties.of(allVariables)
                .with(ofProcess)
                .with(openTelemetry)
                .exportsLogs();
    }

    private JulSetting jul() {
        Setting setting = found.get("logs.jul");
        JulSetting jul = setting == null ? JulSetting.APPEND : JulSetting.of(setting.value);
        if (jul == null) {
            problems.add(setting + " (expected append or off); append is used");
            return JulSetting.APPEND;
        }
        return jul;
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

    private HandlerRules handlers() {
        HandlerRules rules = HandlerRules.NONE;
        for (String pattern : words("handlers")) {
            try {
                rules = rules.withPattern(pattern);
            } catch (IllegalArgumentException wrong) {
                isIgnored("handlers", pattern, wrong);
            }
        }
        for (String annotation : words("handler-annotations")) {
            try {
                rules = rules.withAnnotation(annotation);
            } catch (IllegalArgumentException wrong) {
                isIgnored("handler-annotations", annotation, wrong);
            }
        }
        return rules;
    }

    private List<String> words(String name) {
        Setting setting = found.get(name);
        List<String> words = new ArrayList<>();
        if (setting != null) {
            StringTokenizer tokens = new StringTokenizer(setting.value, SEPARATORS);
            while (tokens.hasMoreTokens()) {
                words.add(tokens.nextToken());
            }
        }
        return words;
    }

    private void isIgnored(String name, String word, IllegalArgumentException wrong) {
        Setting setting = found.get(name);
        String source = setting == null ? name : setting.source;
        problems.add(source + " has \"" + word + "\" (" + wrong.getMessage() + "); that one is ignored");
    }

    private PrometheusSettings prometheus() {
        Setting host = found.get("prometheus.host");
        return new PrometheusSettings(
                host == null || host.value.trim().isEmpty() ? PrometheusSettings.LOOPBACK : host.value.trim(),
                port("prometheus.port"));
    }

    /** 0 if it is not set, or wrong. */
    private int port(String name) {
        Setting setting = found.get(name);
        if (setting == null) {
            return 0;
        }
        try {
            int port = Integer.parseInt(setting.value.trim());
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // said below
        }
        problems.add(setting + " (expected a port from 1 to 65535); no port is opened");
        return 0;
    }

    private BackendSetting backend() {
        Setting setting = found.get("backend");
        if (setting == null) {
            return BackendSetting.AUTO;
        }
        BackendSetting backend = BackendSetting.of(setting.value);
        if (backend == null) {
            problems.add(setting + " (expected auto, own, app or otel-agent); auto is used");
            return BackendSetting.AUTO;
        }
        return backend;
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
