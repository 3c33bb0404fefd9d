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

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int OK = 200;

    // guarded by this
    private final Queue<ReadRequest> unanswered = new ArrayDeque<>();
    private ReadRequest reading = ReadRequest.ORDINARY;
    private boolean preliminary;

    /** @param before how many requests wait for their answers already, none of them a run */
    Connection(int before) {
        for (int i = 0; i < before; i++) {
            unanswered.add(ReadRequest.ORDINARY);
        }
    }

    synchronized void read(ReadRequest request) {
        reading = request;
        unanswered.add(request);
    }

    /** The request that came last. */
    synchronized ReadRequest reading() {
        return reading;
    }

    /** The request whose answer is next. */
    synchronized ReadRequest answering() {
        ReadRequest next = unanswered.peek();
        return next == null ? ReadRequest.ORDINARY : next;
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
        Run run = answering().answers();
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

    /** Whether any request that has not been answered belongs to a run. */
    synchronized boolean hasRuns() {
        for (ReadRequest each : unanswered) {
            if (each.run() != null) {
                return true;
            }
        }
        return false;
    }

    /** The same for a run that is not over. */
    synchronized boolean hasOpenRuns() {
        for (ReadRequest each : unanswered) {
            Run run = each.run();
            if (run != null && run.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** The runs that wait for an answer of this connection. */
    synchronized List<Run> runs() {
        List<Run> runs = new ArrayList<>(1);
        for (ReadRequest each : unanswered) {
            Run run = each.answers();
            if (run != null) {
                runs.add(run);
            }
        }
        return runs;
    }
}
