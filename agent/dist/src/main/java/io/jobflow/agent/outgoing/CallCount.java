package io.jobflow.agent.outgoing;

import java.util.concurrent.atomic.AtomicInteger;

/** How many calls a run has made, on all of its threads. Safe for use by any thread. */
public final class CallCount {

    private final AtomicInteger calls = new AtomicInteger();

    /** Counts one more. Answers how many there are beyond the limit; 0 or less as long as it is kept. */
    int beyond(int limit) {
        return calls.incrementAndGet() - limit;
    }
}
