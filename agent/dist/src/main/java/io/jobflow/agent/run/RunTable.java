package io.jobflow.agent.run;

import io.jobflow.bridge.attempt.JobInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Runs in the order in which they began or were put back, and by attempt. Allocates nothing for a run, and finds one without looking at all
 * of them. Guarded by {@link OpenRuns}.
 */
final class RunTable {

    /** A power of two; each place has ten runs at the most that may be open. */
    private static final int BUCKETS = 1024;

    private final @Nullable Run[] buckets = new Run[BUCKETS];
    private @Nullable Run oldest;
    private @Nullable Run newest;
    private int size;

    void add(Run run) {
        run.listed = true;
        append(run);
        size++;
        int bucket = bucketOf(run.scope().invocation());
        run.sameBucket = buckets[bucket];
        buckets[bucket] = run;
    }

    private void append(Run run) {
        run.older = newest;
        if (newest == null) {
            oldest = run;
        } else {
            newest.newer = run;
        }
        newest = run;
    }

    /** Has it come last, as if it had just begun. */
    void putBack(Run run) {
        unlink(run, run.older, run.newer);
        append(run);
    }

    void remove(Run run) {
        if (!run.listed) {
            return;
        }
        run.listed = false;
        unlink(run, run.older, run.newer);
        takeFromBucket(run);
        size--;
    }

    private void unlink(Run run, @Nullable Run older, @Nullable Run newer) {
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        run.older = null;
        run.newer = null;
    }

    private void takeFromBucket(Run run) {
        int bucket = bucketOf(run.scope().invocation());
        Run before = null;
        for (Run each = buckets[bucket]; each != null && each != run; each = each.sameBucket) {
            before = each;
        }
        if (before == null) {
            buckets[bucket] = run.sameBucket;
        } else {
            before.sameBucket = run.sameBucket;
        }
        run.sameBucket = null;
    }

    /** Null if there is none. */
    @Nullable Run ofAttempt(JobInvocation invocation) {
        for (Run each = buckets[bucketOf(invocation)]; each != null; each = each.sameBucket) {
            if (each.isOf(invocation)) {
                return each;
            }
        }
        return null;
    }

    private static int bucketOf(JobInvocation invocation) {
        int hash = invocation.executionId().hashCode();
        return (hash ^ (hash >>> 16)) & (BUCKETS - 1);
    }

    int size() {
        return size;
    }

    /** The first to go on from is this one, by {@link Run#newer}; null if there is none. */
    @Nullable Run oldest() {
        return oldest;
    }
}
