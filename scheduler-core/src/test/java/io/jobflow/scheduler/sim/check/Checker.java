package io.jobflow.scheduler.sim.check;

import org.jspecify.annotations.Nullable;

/** One promise. It sees every fact as it happens, keeps what it needs, and objects by a {@link Violation}. */
public abstract class Checker {

    private final String name;

    /**
     * Names it.
     *
     * @param name the promise's number and word, such as {@code S1 one-row}
     */
    protected Checker(String name) {
        this.name = name;
    }

    /** The promise's number and word. */
    public final String name() {
        return name;
    }

    /** Sees one fact. */
    public abstract void see(Seen seen);

    /** Objects unless something holds. */
    protected final void require(boolean holds, String otherwise, @Nullable Object... values) {
        if (!holds) {
            throw new Violation(name, String.format(otherwise, values));
        }
    }
}
