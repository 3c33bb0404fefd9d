package io.jobflow.agent.run;

import io.jobflow.agent.logs.LogEntries;
import io.jobflow.agent.outgoing.CallCount;
import io.jobflow.agent.outgoing.Caller;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.ThreadEntry;
import org.jspecify.annotations.Nullable;

/**
 * A run's presence on one thread, from enter to exit. What woven code keeps between the two, and what a servlet request
 * keeps so that a later dispatch finds the run. Confined to its thread, except for {@link #run}.
 */
final class RunToken implements Caller {

    private final Run run;
    /** Null on the thread the attempt began on: its scope keeps that entry itself. */
    private final @Nullable ThreadEntry entry;

    /** Null for work that was handed over, where its log events get their entries one by one. */
    private final @Nullable LogEntries logged;

    /** The work that brought the run here; null if the request did. */
    private final @Nullable Object work;

    /** Whether a request of the same attempt, inside of the first one, brought the run here: its answer is not the run's. */
    private final boolean nested;

    private final @Nullable RunToken before;
    private @Nullable Object calling;
    private boolean growing;
    private int lines;

    /** For the request itself. */
    RunToken(Run run, @Nullable ThreadEntry entry, LogEntries logged, @Nullable RunToken before) {
        this(run, entry, logged, null, false, before);
    }

    /** The same for a request inside of it. */
    RunToken nested() {
        return new RunToken(run, entry, logged, work, true, before);
    }

    boolean isNested() {
        return nested;
    }

    /** For work that was handed over. */
    static RunToken ofWork(Object work, Run run, @Nullable LogEntries logged, @Nullable RunToken before) {
        return new RunToken(run, run.scope().enter(MdcAccess.NONE), logged, work, false, before);
    }

    private RunToken(
            Run run,
            @Nullable ThreadEntry entry,
            @Nullable LogEntries logged,
            @Nullable Object work,
            boolean nested,
            @Nullable RunToken before) {
        this.run = run;
        this.entry = entry;
        this.logged = logged;
        this.work = work;
        this.nested = nested;
        this.before = before;
    }

    Run run() {
        return run;
    }

    /** Whether the request itself is on this thread, or only work that was handed over. */
    boolean isOfRequest() {
        return work == null;
    }

    boolean isOf(Object otherWork) {
        return work == otherWork;
    }

    /** Whether threads that are started here just now belong to a pool. */
    boolean isGrowing() {
        return growing;
    }

    void growing(boolean poolGrows) {
        growing = poolGrows;
    }

    /** How many lines of this presence were exported. */
    int lines() {
        return lines;
    }

    void oneLine() {
        lines++;
    }

    /** Null if no MDC is to be filled here. */
    @Nullable LogEntries logged() {
        return logged;
    }

    /** What was on this thread before, such as the run whose handler calls a server on its own thread. */
    @Nullable RunToken before() {
        return before;
    }

    @Override
    public AttemptScope scope() {
        return run.scope();
    }

    @Override
    public CallCount calls() {
        return run.calls();
    }

    @Override
    public @Nullable Object calling() {
        return calling;
    }

    @Override
    public void calling(@Nullable Object call) {
        calling = call;
    }

    void leave() {
        if (logged != null) {
            logged.leave();
        }
        if (entry == null) {
            run.scope().leave();
        } else {
            entry.leave();
        }
    }
}
