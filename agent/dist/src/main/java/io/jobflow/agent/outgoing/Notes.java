package io.jobflow.agent.outgoing;

import io.jobflow.agent.identity.IdentityKeys;
import java.lang.ref.Reference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of objects of the application, told apart by identity and held weakly: a note goes with its object. A
 * note must not hold its object. Safe for use by any thread.
 */
final class Notes<N> {

    private final ConcurrentMap<Object, N> notes = new ConcurrentHashMap<>();
    private final IdentityKeys keys = new IdentityKeys();

    @Nullable N get(Object about) {
        return notes.get(IdentityKeys.sought(about));
    }

    void put(Object about, N note) {
        for (Reference<?> key = keys.nextDropped(); key != null; key = keys.nextDropped()) {
            notes.remove(key);
        }
        notes.put(keys.of(about), note);
    }

    int size() {
        return notes.size();
    }
}
