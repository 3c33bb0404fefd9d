package io.jobflow.scheduler.sim.check;

/** A promise that was not kept. */
public final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String checker;

    public Violation(String checker, String message) {
        super(checker + ": " + message);
        this.checker = checker;
    }

    /** Name of the checker that objects. */
    public String checker() {
        return checker;
    }
}
