package io.jobflow.agent.backend.foreign;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** What is current in the other copy, as a context of ours. Equal to any other of the same context. Immutable. */
final class AmbientContext implements Context {

    private final ForeignContexts contexts;
    private final Object theirs;
    private final Context inside;

    AmbientContext(ForeignContexts contexts, Object theirs, Context inside) {
        this.contexts = contexts;
        this.theirs = theirs;
        this.inside = inside;
    }

    Object theirs() {
        return theirs;
    }

    /** Makes it current again where it came from. */
    Scope attach() {
        return contexts.attach(this);
    }

    @Override
    public <V> @Nullable V get(ContextKey<V> key) {
        return inside.get(key);
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
        return inside.with(key, value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AmbientContext && ((AmbientContext) other).theirs == theirs;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(theirs);
    }
}
