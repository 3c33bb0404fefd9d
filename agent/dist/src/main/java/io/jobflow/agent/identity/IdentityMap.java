package io.jobflow.agent.identity;

import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of objects of the application, which are told apart by identity and held weakly: none of their methods is
 * called. A value must not hold its object. Safe for use by any thread.
 */
public final class IdentityMap<V> {

    private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();
    private final IdentityKeys keys = new IdentityKeys();

    public @Nullable V get(Object object) {
        return values.get(IdentityKeys.sought(object));
    }

    public boolean contains(Object object) {
        return values.containsKey(IdentityKeys.sought(object));
    }

    public void put(Object object, V value) {
        for (Reference<?> key = keys.nextDropped(); key != null; key = keys.nextDropped()) {
            values.remove(key);
        }
        values.put(keys.of(object), value);
    }

    /** Null if there was none. */
    public @Nullable V remove(Object object) {
        return values.remove(IdentityKeys.sought(object));
    }
}
