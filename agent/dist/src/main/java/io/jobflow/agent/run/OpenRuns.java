package io.jobflow.agent.run;

import io.jobflow.bridge.attempt.JobInvocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The runs that are open, with the parts of their requests. A run whose handler went away without an answer is ended once
 * its deadline has passed, and the oldest of too many, so that nothing piles up. Safe for use by any thread.
 */
final class OpenRuns {

    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long PATIENCE_WITHOUT_DEADLINE_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final long PATIENCE_WITH_HANDLERS_NANOS = TimeUnit.DAYS.toNanos(1);
    /** A run that nobody ends, such as that of a publisher that nobody subscribes to, must not cost more and more. */
    private static final int MOST = 10_000;

    private static final int MOST_LOOKED_AT = 100;
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicInteger count;
    private final RunFigures figures;
    private final int most;
    // guarded by this
    private final Map<Object, Run> byPart = new IdentityHashMap<>();
    private final RunTable opened = new RunTable();
    private long checkedNanos = System.nanoTime();

    OpenRuns(AtomicInteger count, RunFigures figures) {
        this(count, figures, MOST);
    }

    /** @param most how many runs may be open that no thread is in */
    OpenRuns(AtomicInteger count, RunFigures figures, int most) {
        this.count = count;
        this.figures = figures;
        this.most = most;
    }

    /** Ends the oldest one that nobody works at if there are too many. */
    void add(Run run) {
        Run surplus;
        synchronized (this) {
            opened.add(run);
            surplus = opened.size() > most ? oldestWaiting(run) : null;
        }
        count.incrementAndGet();
        figures.oneBegan();
        if (surplus != null) {
            end(surplus);
        }
    }

    /** Those that threads are in are put back, so that the next search goes on behind them. */
    private @Nullable Run oldestWaiting(Run added) {
        Run each = opened.oldest();
        for (int looked = 0; each != null && each != added && looked < MOST_LOOKED_AT; looked++) {
            if (each.isWaiting()) {
                return each;
            }
            opened.putBack(each);
            each = opened.oldest();
        }
        return null;
    }

    boolean isOnlyOne() {
        return count.get() == 1;
    }

    synchronized void addPart(Run run, Object part) {
        if (run.listed && byPart.put(part, run) == null) {
            run.parts().add(part);
        }
    }

    synchronized @Nullable Run byPart(Object part) {
        return byPart.get(part);
    }

    /** The run of the same attempt; null if none is open. */
    synchronized @Nullable Run ofAttempt(JobInvocation invocation) {
        return opened.ofAttempt(invocation);
    }

    /** Ends the run if nobody has done so. */
    void end(Run run) {
        RunOutcome outcome = run.close();
        if (outcome == null) {
            return;
        }
        forget(run);
        count.decrementAndGet();
        figures.oneEnded();
        run.scope().end(outcome.result(), outcome.message(), outcome.thrown());
    }

    /** Ends the run if what it has just heard was the last that was missing. */
    void endIf(Run run, boolean over) {
        if (over) {
            end(run);
        }
    }

    private synchronized void forget(Run run) {
        opened.remove(run);
        for (Object part : run.parts()) {
            byPart.remove(part);
        }
        run.parts().clear();
    }

    /** Cheap: looks at most every ten seconds. */
    void endOverdue() {
        for (Run overdue : overdue(System.nanoTime(), System.currentTimeMillis())) {
            end(overdue);
        }
    }

    /** Ends those that no thread is in and that only woven code could have ended. */
    void endLost(Predicate<Run> which) {
        List<Run> lost = new ArrayList<>();
        synchronized (this) {
            for (Run run = opened.oldest(); run != null; run = run.newer) {
                if (which.test(run) && run.isLost()) {
                    lost.add(run);
                }
            }
        }
        lost.forEach(this::end);
    }

    private synchronized List<Run> overdue(long nowNanos, long nowMillis) {
        if (nowNanos - checkedNanos < CHECK_NANOS) {
            return Collections.emptyList();
        }
        checkedNanos = nowNanos;
        List<Run> overdue = new ArrayList<>();
        for (Run run = opened.oldest(); run != null; run = run.newer) {
            long deadlineMillis = run.scope().invocation().deadlineMillis();
            boolean late = deadlineMillis == JobInvocation.UNKNOWN
                    ? nowNanos - run.begunNanos() > patienceNanos(run)
                    : nowMillis > deadlineMillis + PATIENCE_MILLIS;
            if (late && run.isWaiting()) {
                overdue.add(run);
            }
        }
        return overdue;
    }

    private static long patienceNanos(Run run) {
        return run.isLocal() ? PATIENCE_WITH_HANDLERS_NANOS : PATIENCE_WITHOUT_DEADLINE_NANOS;
    }
}
