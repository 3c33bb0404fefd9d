package io.jobflow.agent.outgoing;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of objects of the application, told apart by identity and held weakly: a note goes with its object. A
 * note must not hold its object. Safe for use by any thread.
 */
final class Notes<N> {

    private final ConcurrentMap<Object, N> notes = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

    @Nullable N get(Object about) {
        return notes.get(new Sought(about));
    }

    void put(Object about, N note) {
        for (Reference<?> key = dropped.poll(); key != null; key = dropped.poll()) {
            notes.remove(key);
        }
        notes.put(new Key(about, dropped), note);
    }

    int size() {
        return notes.size();
    }

    /** What stands in the map. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object about, ReferenceQueue<Object> dropped) {
            super(about, dropped);
            this.hash = System.identityHashCode(about);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || (other instanceof Key && get() != null && get() == ((Key) other).get());
        }
    }

    /** What the map is asked for; costs the collector nothing. */
    private static final class Sought {
        private final Object about;

        Sought(Object about) {
            this.about = about;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(about);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key && ((Key) other).get() == about;
        }
    }
}
