package io.jobflow.agent.run;

import io.jobflow.agent.logs.LogEntries;
import io.jobflow.bridge.attempt.ThreadEntry;
import org.jspecify.annotations.Nullable;

/**
 * A run's presence on one thread, from enter to exit. What woven code keeps between the two, and what a servlet request
 * keeps so that a later dispatch finds the run. Confined to its thread, except for {@link #run}.
 */
final class RunToken {

    private final Run run;
    /** Null on the thread the attempt began on: its scope keeps that entry itself. */
    private final @Nullable ThreadEntry entry;

    private final LogEntries logged;
    private final @Nullable RunToken before;

    RunToken(Run run, @Nullable ThreadEntry entry, LogEntries logged, @Nullable RunToken before) {
        this.run = run;
        this.entry = entry;
        this.logged = logged;
        this.before = before;
    }

    Run run() {
        return run;
    }

    LogEntries logged() {
        return logged;
    }

    /** What was on this thread before, such as the run whose handler calls a server on its own thread. */
    @Nullable RunToken before() {
        return before;
    }

    void leave() {
        logged.leave();
        if (entry == null) {
            run.scope().leave();
        } else {
            entry.leave();
        }
    }
}
