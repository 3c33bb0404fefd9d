package io.jobflow.scheduler.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What is said about a name that no feature asked for. */
final class UnknownNames {

    private static final String PREFIX = "jobflow.";
    private static final int MAX_LISTED = 5;

    private final Collection<String> known;
    private final Collection<String> groups;

    /**
     * Creates the judge of names.
     *
     * @param groups prefixes below which every name is known
     */
    UnknownNames(Collection<String> known, Collection<String> groups) {
        this.known = known;
        this.groups = groups;
    }

    /** A file says what it means, so a name that means nothing is an error. */
    Optional<SettingProblem> inFile(String name, SettingValue value) {
        if (isKnown(name)) {
            return Optional.empty();
        }
        String message = "There is no setting \"" + name + "\" (" + value.origin() + ")" + hint(name);
        return Optional.of(new SettingProblem(name, message));
    }

    /** An environment is shared with others, so a name that means nothing is only a warning. */
    Optional<String> variable(String variable) {
        List<String> spellings =
                known.stream().map(SettingsEnvironment::variable).toList();
        boolean inGroup = groups.stream()
                .map(SettingsEnvironment::variable)
                .anyMatch(group -> variable.startsWith(group) && variable.length() > group.length());
        if (spellings.contains(variable) || inGroup) {
            return Optional.empty();
        }
        String near = NearestName.of(variable, spellings)
                .map(name -> "; did you mean " + name + "?")
                .orElse(".");
        return Optional.of("Environment variable " + variable + " names no setting and is ignored" + near);
    }

    /** As for a variable: other libraries may use the prefix. */
    Optional<String> property(String name) {
        return isKnown(name)
                ? Optional.empty()
                : Optional.of("System property " + name + " names no setting and is ignored" + hint(name));
    }

    static String serviceLinks(List<String> variables) {
        List<String> listed = new ArrayList<>(variables.subList(0, Math.min(MAX_LISTED, variables.size())));
        if (variables.size() > MAX_LISTED) {
            listed.add("and " + (variables.size() - MAX_LISTED) + " more");
        }
        return "Ignored what Kubernetes sets for services named jobflow…: " + String.join(", ", listed)
                + "; set enableServiceLinks: false in the pod to be rid of it.";
    }

    private boolean isKnown(String name) {
        return known.contains(name)
                || groups.stream().anyMatch(group -> name.startsWith(group) && name.length() > group.length());
    }

    private String hint(String name) {
        if (isKnown(PREFIX + name)) {
            return "; did you mean " + PREFIX + name + "?";
        }
        return NearestName.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; docs/configuration.md lists all settings.");
    }
}
