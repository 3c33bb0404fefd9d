package io.jobflow.agent.backend;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects that the application made: its SDKs, or its metric registries. Held weakly, and a bounded number of them. Safe
 * for use by any thread.
 */
public final class MadeObjects {

    private static final int MAX_KNOWN = 100;

    private final List<WeakReference<Object>> made = new CopyOnWriteArrayList<>();

    /** An object that is being constructed: only its class may be asked anything. */
    public synchronized void add(Object object) {
        made.removeIf(known -> known.get() == null);
        if (made.size() < MAX_KNOWN) {
            made.add(new WeakReference<>(object));
        }
    }

    /** The first one whose class this loader knows by the same name; null if there is none. */
    @Nullable Object visibleTo(ClassLoader loader) {
        return visibleTo(loader, any -> true);
    }

    /** @param simpleName which classes count */
    @Nullable Object visibleTo(ClassLoader loader, Predicate<String> simpleName) {
        for (WeakReference<Object> each : made) {
            Object object = each.get();
            if (object != null
                    && simpleName.test(object.getClass().getSimpleName())
                    && isVisible(object.getClass(), loader)) {
                return object;
            }
        }
        return null;
    }

    private static boolean isVisible(Class<?> type, ClassLoader loader) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (Throwable unknownThere) {
            return false;
        }
    }
}
