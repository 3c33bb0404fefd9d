package io.jobflow.agent.backend;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Objects that the application made: its SDKs, or its metric registries. Held weakly, and only the latest hundred, because those of applications
 * that were taken away may lie about until they are collected. Safe
 * for use by any thread.
 */
public final class MadeObjects {

    private static final int MAX_KNOWN = 100;

    private final List<WeakReference<Object>> made = new CopyOnWriteArrayList<>();

    /** An object that is being constructed: only its class may be asked anything. */
    public synchronized void add(Object object) {
        made.removeIf(known -> known.get() == null);
        if (made.size() == MAX_KNOWN) {
            made.remove(0);
        }
        made.add(new WeakReference<>(object));
    }

    /** Any of those for {@link #visibleTo(ClassLoader, Predicate)}. */
    @Nullable Object visibleTo(ClassLoader loader) {
        return visibleTo(loader, any -> true);
    }

    /**
     * The first one whose class this loader knows by the same name. Threads of a container that gives each part of the
     * application a loader of its own may know none of them: for the system's loader the only one there is counts.
     *
     * @param simpleName which classes count
     * @return null if there is none
     */
    @Nullable Object visibleTo(ClassLoader loader, Predicate<String> simpleName) {
        Object only = null;
        int count = 0;
        for (WeakReference<Object> each : made) {
            Object object = each.get();
            if (object != null && simpleName.test(object.getClass().getSimpleName())) {
                if (isVisible(object.getClass(), loader)) {
                    return object;
                }
                only = object;
                count++;
            }
        }
        return count == 1 && loader == ClassLoader.getSystemClassLoader() ? only : null;
    }

    private static boolean isVisible(Class<?> type, ClassLoader loader) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (Throwable unknownThere) {
            return false;
        }
    }
}
