package io.jobflow.scheduler.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used; every problem is listed. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<SettingProblem> problems;

    /**
     * Creates the exception.
     *
     * @param problems at least one
     */
    public SettingsException(List<SettingProblem> problems) {
        super(problems.stream().map(SettingProblem::message).collect(Collectors.joining(System.lineSeparator())));
        this.problems = List.copyOf(problems);
    }

    /** All problems, at least one. */
    public List<SettingProblem> problems() {
        return problems;
    }
}
