package io.jobflow.agent.logs;

import io.jobflow.bridge.attempt.MdcEntries;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LogCheck} asks one library about: an entry of the run that the application has none of the same name of, since
 * that one would go first. Made where the MDC is not filled yet. Confined to one thread.
 */
final class LogProbe {

    private static final long HEIR_LIMIT_MILLIS = 1_000;

    private final LogView view;
    private final @Nullable String key;
    private final @Nullable String value;
    private final boolean isStamped;

    LogProbe(LogView view, MdcEntries entries) {
        this.view = view;
        this.key = absentKey(view, entries);
        this.value = key == null ? null : entries.get(key);
        this.isStamped = isFoundOnEvent();
    }

    private static @Nullable String absentKey(LogView view, MdcEntries entries) {
        for (int place = 0; place < entries.size(); place++) {
            String key = entries.keyAt(place);
            try {
                if (key != null && entries.valueAt(place) != null && view.read(key) == null) {
                    return key;
                }
            } catch (ReflectiveOperationException | LinkageError | RuntimeException unreadable) {
                return null;
            }
        }
        return null;
    }

    private boolean isFoundOnEvent() {
        try {
            return key != null && value != null && value.equals(view.ofEvent(key));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException another) {
            return false;
        }
    }

    LogView view() {
        return view;
    }

    /** Whether there is such an entry; if not, there is nothing to ask. */
    boolean isPossible() {
        return key != null;
    }

    /** Whether an event got the entry although the MDC was not filled. */
    boolean isStamped() {
        return isStamped;
    }

    /** Whether the application reads the entry now. */
    boolean isRead() throws ReflectiveOperationException {
        return key != null && value != null && value.equals(view.read(key));
    }

    /** Whether a thread that is started now has the entry for ever, unless somebody takes it away. Starts one, and waits for it. */
    boolean isInherited() {
        if (key == null || value == null) {
            return false;
        }
        Heir heir = new Heir(view, key);
        Thread thread = new Thread(heir, "jobflow-agent-check");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(HEIR_LIMIT_MILLIS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return value.equals(heir.read);
    }

    /** Reads what another thread has put. */
    private static final class Heir implements Runnable {
        private final LogView view;
        private final String key;
        private volatile @Nullable String read;

        Heir(LogView view, String key) {
            this.view = view;
            this.key = key;
        }

        @Override
        public void run() {
            try {
                read = view.read(key);
            } catch (ReflectiveOperationException | LinkageError | RuntimeException unreadable) {
                read = null;
            }
        }
    }
}
