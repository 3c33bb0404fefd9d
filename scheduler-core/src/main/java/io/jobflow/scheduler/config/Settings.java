package io.jobflow.scheduler.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a process was told about itself: a YAML file, over it the environment, over it system properties. Features ask
 * for their settings by name and type; a value that is wrong is noted and reading goes on with the fallback, so that
 * {@link #throwIfAny} can list everything at once. A name that nobody asked for is unknown. Confined to one thread.
 */
public final class Settings {

    private static final String PREFIX = "jobflow.";
    /** The agent reads these in the same process when both run there. */
    private static final String AGENT_PREFIX = "jobflow.agent.";

    private final List<SettingProblem> problems = new ArrayList<>();
    private final Map<String, SettingValue> file;
    private final SettingsEnvironment environment;
    private final Map<String, SettingValue> properties = new TreeMap<>();
    private final SortedSet<String> known = new TreeSet<>();
    private final List<String> knownGroups = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private Settings(@Nullable Path file, Map<String, String> environment, Map<String, String> properties) {
        this.file = file == null ? Map.of() : SettingsFile.read(file, problems);
        this.environment = new SettingsEnvironment(environment);
        properties.forEach((name, text) -> {
            if (name.startsWith(PREFIX) && !name.startsWith(AGENT_PREFIX) && !text.isBlank()) {
                this.properties.put(name, new SettingValue(text.strip(), "system property " + name));
            }
        });
    }

    /**
     * Reads all sources.
     *
     * @param file null when there is none
     * @param environment the process's variables; only {@code JOBFLOW_…} matter
     * @param properties system properties; only {@code jobflow.…} matter
     */
    public static Settings load(@Nullable Path file, Map<String, String> environment, Map<String, String> properties) {
        return new Settings(file, environment, properties);
    }

    /** Settings from properties alone, for tests and for programs that have them in hand. */
    public static Settings of(Map<String, String> properties) {
        return load(null, Map.of(), properties);
    }

    /** A text, null when it is not set. */
    public @Nullable String text(String name) {
        return find(name).map(SettingValue::text).orElse(null);
    }

    /** A text. */
    public String text(String name, String fallback) {
        return find(name).map(SettingValue::text).orElse(fallback);
    }

    /** A whole number within bounds. */
    public int integer(String name, int min, int max, int fallback) {
        SettingValue value = find(name).orElse(null);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value.text());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Noted below, with the same words as a number out of bounds.
        }
        refuse(name, "a whole number from " + min + " to " + max);
        return fallback;
    }

    /** A duration within bounds. */
    public Duration duration(String name, Duration min, Duration max, Duration fallback) {
        SettingValue value = find(name).orElse(null);
        if (value == null) {
            return fallback;
        }
        Optional<Duration> duration = DurationText.parse(value.text())
                .filter(given -> given.compareTo(min) >= 0 && given.compareTo(max) <= 0);
        if (duration.isEmpty()) {
            refuse(
                    name,
                    DurationText.EXPECTED + ", from " + DurationText.format(min) + " to " + DurationText.format(max));
        }
        return duration.orElse(fallback);
    }

    /**
     * The settings below a prefix, by what follows it. A variable cannot show dots and case, so it overrides the name of
     * the file or of a property that it spells, and else stands for a name with hyphens.
     *
     * @param prefix ends with a dot
     */
    public SortedMap<String, SettingValue> group(String prefix) {
        knownGroups.add(prefix);
        SortedMap<String, SettingValue> group = new TreeMap<>();
        putBelow(prefix, file, group);
        environment.below(prefix).forEach((rest, value) -> group.put(inOtherSpelling(group, rest), value));
        putBelow(prefix, properties, group);
        return group;
    }

    /** Notes that a setting's value is not what would be accepted. */
    public void refuse(String name, String expected) {
        SettingValue value = find(name).orElse(new SettingValue("", "no source"));
        refuse(name, value, expected);
    }

    /** Notes that a value of a group is not what would be accepted. */
    public void refuse(String name, SettingValue value, String expected) {
        note(
                name,
                "Setting " + name + " is \"" + shorten(value.text()) + "\" in " + value.origin() + " (expected "
                        + expected + ").");
    }

    /** Notes that a secret is not what would be accepted, without showing it. */
    public void refuseSecret(String name, String expected) {
        String origin = find(name).map(SettingValue::origin).orElse("no source");
        note(name, "Setting " + name + " in " + origin + " is not usable (expected " + expected + ").");
    }

    /** Notes a problem in the caller's words. */
    public void note(String name, String message) {
        problems.add(new SettingProblem(name, message));
    }

    /** Notes what keeps nothing from working and should be known all the same. */
    public void warn(String message) {
        warnings.add(message);
    }

    /** Whether a setting has a value. */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /**
     * Ends the reading, after every feature has asked for its settings.
     *
     * @return warnings, the features' and those about names that nobody asked for, one sentence each
     * @throws SettingsException when anything is wrong
     */
    public List<String> throwIfAny() {
        UnknownNames unknown = new UnknownNames(known, knownGroups);
        file.forEach((name, value) -> unknown.inFile(name, value).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        environment.names().forEach(name -> unknown.variable(name).ifPresent(warnings::add));
        properties.keySet().forEach(name -> unknown.property(name).ifPresent(warnings::add));
        if (!environment.serviceLinks().isEmpty()) {
            warnings.add(UnknownNames.serviceLinks(environment.serviceLinks()));
        }
        return List.copyOf(warnings);
    }

    private Optional<SettingValue> find(String name) {
        known.add(name);
        SettingValue property = properties.get(name);
        if (property != null) {
            return Optional.of(property);
        }
        return environment.find(name).or(() -> Optional.ofNullable(file.get(name)));
    }

    private static void putBelow(String prefix, Map<String, SettingValue> source, Map<String, SettingValue> group) {
        source.forEach((name, value) -> {
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                group.put(name.substring(prefix.length()), value);
            }
        });
    }

    private static String inOtherSpelling(Map<String, SettingValue> group, String rest) {
        String variable = SettingsEnvironment.variable(rest);
        return group.keySet().stream()
                .filter(name -> SettingsEnvironment.variable(name).equals(variable))
                .findFirst()
                .orElse(rest);
    }

    private static String shorten(String text) {
        return text.length() > 200 ? text.substring(0, 199) + "…" : text;
    }
}
