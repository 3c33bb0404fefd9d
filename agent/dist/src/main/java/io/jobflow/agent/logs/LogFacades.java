package io.jobflow.agent.logs;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The logging libraries that applications read and write an MDC of, as far as they were loaded, waiting for {@link LogCheck}. Written
 * without lambdas, because it is there before {@code main}. Loaders are held weakly. Safe for use by any thread.
 */
public final class LogFacades {

    /** Loaded by whoever logs through SLF4J, be it that nobody asks for its MDC. */
    private static final String SLF4J = "org/slf4j/LoggerFactory";

    private static final String LOG4J = "org/apache/logging/log4j/ThreadContext";

    /** Guarded by this. */
    private List<Loaded> unchecked = new ArrayList<>();

    private volatile boolean due;

    /** Whether the class says that there is one; internal name. */
    public boolean isOne(String internalName) {
        return internalName.equals(SLF4J) || internalName.equals(LOG4J);
    }

    /** Such a class is loaded, or is being loaded. */
    public synchronized void loaded(@Nullable ClassLoader loader, String internalName) {
        dropGone();
        unchecked.add(new Loaded(loader, internalName.equals(SLF4J)));
        due = true;
    }

    /** Without a job request nobody else does, while applications come and go. */
    private void dropGone() {
        for (Iterator<Loaded> each = unchecked.iterator(); each.hasNext(); ) {
            if (each.next().isGone()) {
                each.remove();
            }
        }
    }

    /** How many are held, including those that went since. */
    synchronized int held() {
        return unchecked.size();
    }

    /** Whether there is one that was not checked yet. */
    boolean isDue() {
        return due;
    }

    /**
     * Those that were not checked yet, and will not be answered again. No lock is held while their loaders are asked, which
     * have locks of their own, and load classes that lead to {@link #loaded}.
     */
    List<LogView> take() {
        List<LogView> views = new ArrayList<>();
        for (Loaded each : takeLoaded()) {
            LogView view = each.view();
            if (view != null) {
                views.add(view);
            }
        }
        return views;
    }

    private synchronized List<Loaded> takeLoaded() {
        List<Loaded> taken = unchecked;
        unchecked = new ArrayList<>();
        due = false;
        return taken;
    }

    /** A library by the loader of its API. */
    private static final class Loaded {
        private final @Nullable WeakReference<ClassLoader> loader;
        private final boolean isSlf4j;

        Loaded(@Nullable ClassLoader loader, boolean isSlf4j) {
            this.loader = loader == null ? null : new WeakReference<>(loader);
            this.isSlf4j = isSlf4j;
        }

        boolean isGone() {
            return loader != null && loader.get() == null;
        }

        /** Null if the library has gone, or is not complete. */
        @Nullable LogView view() {
            ClassLoader of = loader == null ? null : loader.get();
            if (loader != null && of == null) {
                return null;
            }
            try {
                return isSlf4j
                        ? new Slf4jView(Class.forName("org.slf4j.MDC", false, of))
                        : new Log4jView(Class.forName(LOG4J.replace('/', '.'), false, of));
            } catch (ClassNotFoundException | LinkageError | RuntimeException notThere) {
                // The last of a loader that was stopped, perhaps: what it throws must not reach the run that asks.
                return null;
            }
        }
    }
}
