package io.jobflow.scheduler.job;

import java.util.List;
import java.util.stream.Collectors;

/** What somebody sent cannot be accepted; every problem that was found is listed. */
public final class JobProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<FieldProblem> problems;

    /**
     * Creates the exception.
     *
     * @param problems at least one, in the order in which they were found
     */
    public JobProblem(List<FieldProblem> problems) {
        super(problems.stream().map(FieldProblem::message).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, at least one. */
    public List<FieldProblem> problems() {
        return problems;
    }

    /** The problem that was found first. */
    public FieldProblem first() {
        return problems.get(0);
    }
}
