package io.jobflow.agent.run;

import org.jspecify.annotations.Nullable;

/** A request that was read from a connection, and the run that it belongs to. Immutable. */
final class ReadRequest {

    /** Belongs to no run. */
    static final ReadRequest ORDINARY = new ReadRequest(null, false);

    private final @Nullable Run run;
    private final boolean inside;

    private ReadRequest(@Nullable Run run, boolean inside) {
        this.run = run;
        this.inside = inside;
    }

    /** The request that the run began with: its answer is the run's. */
    static ReadRequest of(Run run) {
        return new ReadRequest(run, false);
    }

    /** A request that the run's handler made itself: its answer is none of the run's. */
    static ReadRequest inside(Run run) {
        return new ReadRequest(run, true);
    }

    /** Null for an ordinary one. */
    @Nullable Run run() {
        return run;
    }

    boolean isInside() {
        return inside;
    }

    /** The run whose answer this request's is; null if there is none. */
    @Nullable Run answers() {
        return inside ? null : run;
    }
}
