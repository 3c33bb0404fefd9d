package io.jobflow.agent.outgoing;

/** How many calls a run has made, on all of its threads. Safe for use by any thread. */
public final class CallCount {

    // guarded by this
    private int calls;

    /** Counts one more. Answers how many there are beyond the limit; 0 or less as long as it is kept. */
    synchronized int beyond(int limit) {
        return ++calls - limit;
    }
}
