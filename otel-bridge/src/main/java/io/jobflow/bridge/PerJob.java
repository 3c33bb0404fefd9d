package io.jobflow.bridge;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * One value for each job name, up to a cap; all further names share the value of {@link JobMetrics#OTHER}. Keeps the
 * number of metric series bounded whatever names arrive. Names are never given up again, because a meter that goes and
 * comes back would break its counts. Safe for use by any thread; a known name costs one map look-up.
 */
public final class PerJob<T> {

    /** The cap used where nobody asks for another one. */
    public static final int DEFAULT_MAX_NAMES = 200;

    private final ConcurrentMap<String, T> values = new ConcurrentHashMap<>();
    private final Function<String, T> factory;
    private final int maxNames;
    private final T other;

    /**
     * @param maxNames how many names get a value of their own, from 0
     * @param factory makes the value for a name; called once a name, under a lock, and at once for
     *     {@link JobMetrics#OTHER}
     */
    public PerJob(int maxNames, Function<String, T> factory) {
        this.factory = factory;
        this.maxNames = maxNames;
        this.other = factory.apply(JobMetrics.OTHER);
    }

    /** The value of this job, or the shared one beyond the cap. */
    public T get(String job) {
        T known = values.get(job);
        return known != null ? known : admit(job);
    }

    private T admit(String job) {
        // A full table is the normal state of a flood of names: do not queue up for the lock then.
        if (values.size() >= maxNames) {
            return other;
        }
        synchronized (this) {
            T known = values.get(job);
            if (known != null) {
                return known;
            }
            if (values.size() >= maxNames) {
                return other;
            }
            T made = factory.apply(job);
            values.put(job, made);
            return made;
        }
    }
}
