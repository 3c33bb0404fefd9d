package io.jobflow.agent.identity;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one map about objects of the application, which are told apart by identity and held weakly. An entry does not go
 * with its object by itself: ask for {@link #nextDropped} before something is added. Safe for use by any thread.
 */
public final class IdentityKeys {

    private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

    /** A key to stand in the map. */
    public Object of(Object object) {
        return new Key(object, dropped);
    }

    /** A key to ask the map with: equal to the one that stands there for the object, and no burden to the collector. */
    public static Object sought(Object object) {
        return new Sought(object);
    }

    /** The key of an object that is gone, to be removed from the map; null if there is none. */
    public @Nullable Reference<?> nextDropped() {
        return dropped.poll();
    }

    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object object, ReferenceQueue<Object> dropped) {
            super(object, dropped);
            this.hash = System.identityHashCode(object);
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

    private static final class Sought {
        private final Object object;

        Sought(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key && ((Key) other).get() == object;
        }
    }
}
