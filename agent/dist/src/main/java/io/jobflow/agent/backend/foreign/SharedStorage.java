package io.jobflow.agent.backend.foreign;

import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.attempt.AttemptScope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where our contexts are current: those with a span of another copy are so in that copy, where the application and its
 * libraries find them, and all others in a place of our own. What is current elsewhere is current here too. Holds other
 * copies weakly. Safe for use by any thread.
 */
public final class SharedStorage implements ContextStorage {

    private final Trouble trouble;
    private final List<WeakReference<ForeignApi>> others = new CopyOnWriteArrayList<>();
    private volatile @Nullable ContextStorage own;

    public SharedStorage(Trouble trouble) {
        this.trouble = trouble;
    }

    /** Takes the place of our copy's own storage. To be called before a context of ours is current for the first time. */
    public void install() {
        ContextStorage.addWrapper(storage -> {
            own = storage;
            return this;
        });
    }

    /** From now on this one's contexts count, too. */
    public void add(Foreign foreign) {
        for (WeakReference<ForeignApi> known : others) {
            if (known.get() == foreign.api()) {
                return;
            }
        }
        others.removeIf(known -> known.get() == null);
        others.add(new WeakReference<>(foreign.api()));
    }

    @Override
    public Scope attach(Context toAttach) {
        if (toAttach instanceof AmbientContext) {
            return ((AmbientContext) toAttach).attach();
        }
        Span span = Span.fromContextOrNull(toAttach);
        if (span instanceof ForeignSpan) {
            return attach(toAttach, ((ForeignSpan) span).api().contexts());
        }
        Scope nothing = toAttach == Context.root() && ownStorage().current() == null ? nothingElsewhere() : null;
        return nothing == null ? ownStorage().attach(toAttach) : nothing;
    }

    private Scope attach(Context toAttach, ForeignContexts theirs) {
        AttemptScope attempt = AttemptScope.from(toAttach);
        Context here = current();
        if (attempt == null || here == null || AttemptScope.from(here) != attempt) {
            return theirs.attach(toAttach);
        }
        // Another agent may have carried the run here before us, and then what it put on top of it has to stay.
        return attempt.context() == toAttach ? Scope.noop() : theirs.attachOnTop(toAttach);
    }

    /** Takes away what a handler has left current in another copy; null if there is nothing. */
    private @Nullable Scope nothingElsewhere() {
        for (WeakReference<ForeignApi> each : others) {
            ForeignApi api = each.get();
            Scope nothing = api == null ? null : api.contexts().attachNothing();
            if (nothing != null) {
                return nothing;
            }
        }
        return null;
    }

    @Override
    public @Nullable Context current() {
        Context mine = ownStorage().current();
        return mine != null || others.isEmpty() ? mine : elsewhere();
    }

    private @Nullable Context elsewhere() {
        for (WeakReference<ForeignApi> each : others) {
            ForeignApi api = each.get();
            try {
                Context context = api == null ? null : api.contexts().current();
                if (context != null) {
                    return context;
                }
            } catch (Throwable failed) {
                trouble.report("context of the application's OpenTelemetry not read", failed);
            }
        }
        return null;
    }

    private ContextStorage ownStorage() {
        ContextStorage storage = own;
        return storage == null ? ContextStorage.defaultStorage() : storage;
    }
}
