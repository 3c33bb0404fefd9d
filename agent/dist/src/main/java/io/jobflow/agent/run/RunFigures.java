package io.jobflow.agent.run;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How many runs there were, and what went wrong with them. Safe for use by any thread. */
public final class RunFigures {

    private final AtomicLong begun = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong ignored = new AtomicLong();
    private final AtomicLong leaked = new AtomicLong();
    private volatile @Nullable WeakReference<Object> lastIgnored;

    void oneBegan() {
        begun.incrementAndGet();
    }

    void oneEnded() {
        ended.incrementAndGet();
    }

    /** Each step of the request's way through filters comes here. */
    void oneIgnored(Object request) {
        WeakReference<Object> last = lastIgnored;
        if (last == null || last.get() != request) {
            lastIgnored = new WeakReference<>(request);
            ignored.incrementAndGet();
        }
    }

    void oneLeaked() {
        leaked.incrementAndGet();
    }

    /** Runs that began. */
    public long begun() {
        return begun.get();
    }

    /** Runs that ended. */
    public long ended() {
        return ended.get();
    }

    /** Requests with a job header that are no job requests all the same, because a header is missing or invalid. */
    public long ignored() {
        return ignored.get();
    }

    /** Runs that were still on a thread when the next one began there, and were taken away. */
    public long leaked() {
        return leaked.get();
    }
}
