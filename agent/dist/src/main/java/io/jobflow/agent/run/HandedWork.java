package io.jobflow.agent.run;

import io.jobflow.agent.identity.IdentityKeys;
import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The work that waits for another thread, with the run it was handed over in. Work is told apart by identity and held
 * weakly, so that what is dropped unseen leaves nothing behind once other work is handed over. Safe for use by any thread;
 * asking for work that is not here takes no lock, because virtual threads ask while they are put on their carriers.
 */
final class HandedWork {

    private final AtomicInteger count;
    private final ConcurrentMap<Object, Waiting> waiting = new ConcurrentHashMap<>();
    private final IdentityKeys keys = new IdentityKeys();

    /** @param count how much work waits or, between {@link #begun} and {@link #ended}, is done */
    HandedWork(AtomicInteger count) {
        this.count = count;
    }

    /**
     * Work is handed over.
     *
     * @param run null outside of a run, which matters only if the same object waits already: then nobody can tell which
     *     is which, and none of them carries anything
     */
    void add(Object work, @Nullable Run run) {
        forgetDropped();
        if (run == null) {
            Object key = IdentityKeys.sought(work);
            if (waiting.get(key) != null) {
                waiting.computeIfPresent(key, (same, before) -> before.andOneOf(null));
            }
        } else {
            waiting.compute(keys.of(work), (key, before) -> before == null ? first(run) : before.andOneOf(run));
        }
    }

    private Waiting first(Run run) {
        count.incrementAndGet();
        return new Waiting(run, 1);
    }

    /** The work waits no longer. Answers the run it carries; null if none. */
    @Nullable Run take(Object work) {
        Object key = IdentityKeys.sought(work);
        Waiting found = waiting.get(key);
        if (found != null) {
            waiting.computeIfPresent(key, (same, before) -> before.times > 1 ? before.oneLess() : last());
        }
        return found == null ? null : found.run;
    }

    /** The work waits no longer, however often it was handed over. */
    void forget(Object work) {
        Object key = IdentityKeys.sought(work);
        if (waiting.get(key) != null) {
            waiting.computeIfPresent(key, (same, before) -> last());
        }
    }

    private @Nullable Waiting last() {
        count.decrementAndGet();
        return null;
    }

    /** Nothing waits any longer. */
    void forgetAll() {
        for (Object key : waiting.keySet()) {
            if (waiting.remove(key) != null) {
                count.decrementAndGet();
            }
        }
    }

    void begun() {
        count.incrementAndGet();
    }

    void ended() {
        count.decrementAndGet();
    }

    private void forgetDropped() {
        for (Reference<?> key = keys.nextDropped(); key != null; key = keys.nextDropped()) {
            if (waiting.remove(key) != null) {
                count.decrementAndGet();
            }
        }
    }

    /** How often an object waits, and for which run; null if not all of its hand-overs were in the same one. */
    private static final class Waiting {
        final @Nullable Run run;
        final int times;

        Waiting(@Nullable Run run, int times) {
            this.run = run;
            this.times = times;
        }

        Waiting andOneOf(@Nullable Run other) {
            return new Waiting(run == other ? run : null, times + 1);
        }

        Waiting oneLess() {
            return new Waiting(run, times - 1);
        }
    }
}
