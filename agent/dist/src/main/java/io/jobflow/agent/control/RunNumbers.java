package io.jobflow.agent.control;

import io.jobflow.agent.run.AgentDoor;
import io.jobflow.agent.run.RunFigures;
import java.util.function.ToLongFunction;

/** The numbers of runs and of the work they handed over; all 0 before the first job request. Safe for use by any thread. */
public final class RunNumbers {

    private final AgentDoor door;

    public RunNumbers(AgentDoor door) {
        this.door = door;
    }

    public long begun() {
        return of(RunFigures::begun);
    }

    /** Requests with a job header that are no job requests all the same. */
    public long ignored() {
        return of(RunFigures::ignored);
    }

    /** Runs that were still on a thread when the next one began there. */
    public long leaked() {
        return of(RunFigures::leaked);
    }

    public long open() {
        return door.openRuns().get();
    }

    /** Work that was handed to another thread in a run, and has not ended. */
    public long handedOver() {
        return door.handedOver().get();
    }

    private long of(ToLongFunction<RunFigures> figure) {
        RunFigures figures = door.figures();
        return figures == null ? 0 : figure.applyAsLong(figures);
    }

    void appendTo(StringBuilder text) {
        text.append("runs: begun ")
                .append(begun())
                .append(", open ")
                .append(open())
                .append(", left on a thread and taken away ")
                .append(leaked())
                .append("; work on other threads ")
                .append(handedOver())
                .append("; requests with a job header that are invalid ")
                .append(ignored())
                .append('\n');
    }
}
