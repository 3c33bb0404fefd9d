package io.jobflow.agent.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that have not been answered, in the order in which they came, which is the order of their
 * answers too. Safe for use by any thread.
 */
final class Connection {

    /** Stands for a request that is no run. */
    private static final Object ORDINARY = new Object();

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;

    // guarded by this
    private final Queue<Object> unanswered = new ArrayDeque<>();
    private @Nullable Run reading;
    private boolean preliminary;

    /** @param before how many requests wait for their answers already, none of them a run */
    Connection(int before) {
        for (int i = 0; i < before; i++) {
            unanswered.add(ORDINARY);
        }
    }

    /** A request came; null if it is no run. */
    synchronized void read(@Nullable Run run) {
        reading = run;
        unanswered.add(run == null ? ORDINARY : run);
    }

    /** The run of the request that came last; null if that is none, or it is over. */
    synchronized @Nullable Run reading() {
        return reading != null && reading.isOpen() ? reading : null;
    }

    /** The run of the request whose answer is next; null if that is none. */
    synchronized @Nullable Run answering() {
        Object next = unanswered.peek();
        return next instanceof Run ? (Run) next : null;
    }

    /**
     * A part of the next answer was written.
     *
     * @param status -1 if it does not hold the answer's head
     * @return the run whose answer is complete by that; null if none is
     */
    synchronized @Nullable Run answer(int status, byte @Nullable [] body, boolean last) {
        if (status >= 0) {
            preliminary = status < OK && status != SWITCHING_PROTOCOLS;
        }
        Run run = answering();
        if (run != null && !preliminary) {
            if (status >= 0) {
                run.answered(status, 0);
            }
            if (body != null) {
                run.wrote(body, 0, body.length);
            }
        }
        if (!last || preliminary) {
            preliminary &= !last;
            return null;
        }
        unanswered.poll();
        return run;
    }

    synchronized boolean hasRuns() {
        return !runs().isEmpty();
    }

    /** The runs that have not been answered. */
    synchronized List<Run> runs() {
        List<Run> runs = new ArrayList<>(1);
        for (Object each : unanswered) {
            if (each instanceof Run) {
                runs.add((Run) each);
            }
        }
        return runs;
    }
}
