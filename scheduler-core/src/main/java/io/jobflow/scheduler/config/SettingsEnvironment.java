package io.jobflow.scheduler.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The process's {@code JOBFLOW_…} variables. What Kubernetes puts there for a service whose name begins with
 * {@code jobflow} is set aside: {@code X_PORT=tcp://…} and its companions {@code X_PORT_…}, {@code X_SERVICE_…}.
 */
final class SettingsEnvironment {

    private static final String PREFIX = "JOBFLOW_";
    /** The agent reads these; one environment often serves both. */
    private static final String AGENT_PREFIX = "JOBFLOW_AGENT_";

    private final SortedMap<String, String> variables = new TreeMap<>();
    private final List<String> serviceLinks = new ArrayList<>();

    SettingsEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.startsWith(AGENT_PREFIX) && !value.isBlank()) {
                variables.put(name, value.strip());
            }
        });
        setServiceLinksAside();
    }

    /** The variable that spells a setting's name. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    Optional<SettingValue> find(String name) {
        return Optional.ofNullable(variables.get(variable(name))).map(text -> value(variable(name), text));
    }

    /** The variables below a prefix, by what follows it, with hyphens for underscores. */
    SortedMap<String, SettingValue> below(String prefix) {
        SortedMap<String, SettingValue> found = new TreeMap<>();
        String start = variable(prefix);
        variables.tailMap(start).forEach((name, text) -> {
            if (name.startsWith(start) && name.length() > start.length()) {
                String rest =
                        name.substring(start.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                found.put(rest, value(name, text));
            }
        });
        return found;
    }

    /** The names of all variables that may be settings. */
    List<String> names() {
        return List.copyOf(variables.keySet());
    }

    /** The names of variables that Kubernetes made. */
    List<String> serviceLinks() {
        return List.copyOf(serviceLinks);
    }

    private static SettingValue value(String variable, String text) {
        return new SettingValue(text, "environment variable " + variable);
    }

    private void setServiceLinksAside() {
        List<String> services = variables.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("_PORT") && isAddress(entry.getValue()))
                .map(entry -> entry.getKey().substring(0, entry.getKey().length() - "_PORT".length()))
                .toList();
        variables.forEach((name, value) -> {
            if (isAddress(value) || services.stream().anyMatch(service -> isCompanion(name, service))) {
                serviceLinks.add(name);
            }
        });
        serviceLinks.forEach(variables::remove);
    }

    private static boolean isAddress(String value) {
        return value.startsWith("tcp://") || value.startsWith("udp://");
    }

    private static boolean isCompanion(String name, String service) {
        return name.equals(service + "_SERVICE_HOST")
                || name.equals(service + "_SERVICE_PORT")
                || name.startsWith(service + "_SERVICE_PORT_")
                || name.startsWith(service + "_PORT_");
    }
}
