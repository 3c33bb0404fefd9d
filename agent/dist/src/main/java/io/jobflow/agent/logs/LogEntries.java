package io.jobflow.agent.logs;

import io.jobflow.bridge.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run's entries in the MDCs of one thread, and what was there before. Confined to that thread; nothing here throws.
 */
public final class LogEntries {

    private final Map<String, @Nullable String> entries;
    private final Trouble trouble;
    private final List<Before> before = new ArrayList<>(1);

    LogEntries(Map<String, @Nullable String> entries, Trouble trouble) {
        this.entries = entries;
        this.trouble = trouble;
    }

    /** Also for an MDC that comes into being while the run is on the thread. */
    public void putInto(Object mdc) {
        try {
            MdcMethods methods = MdcMethods.of(mdc);
            Before found = new Before(mdc);
            // Before anything is asked of it: its methods are woven and lead back here.
            before.add(found);
            Map<String, String> content = methods.content(mdc);
            found.unused = content == null;
            for (Map.Entry<String, @Nullable String> entry : entries.entrySet()) {
                String present = content == null ? null : content.get(entry.getKey());
                found.values.put(entry.getKey(), present);
                if (present != null || entry.getValue() != null) {
                    methods.set(mdc, entry.getKey(), entry.getValue());
                }
            }
        } catch (Throwable failed) {
            trouble.report("MDC not filled", failed);
        }
    }

    /** Whether this MDC is filled, or being filled. */
    public boolean knows(Object mdc) {
        for (Before each : before) {
            if (each.mdc == mdc) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives our keys their former values, except for those that the application has changed or removed meanwhile: these
     * stay as they are now, like all others, because that is what they were without us.
     */
    public void leave() {
        for (Before each : before) {
            try {
                each.restore(entries);
            } catch (Throwable failed) {
                trouble.report("MDC not restored", failed);
            }
        }
    }

    /** One MDC as it was on this thread. */
    private static final class Before {
        final Object mdc;
        final Map<String, @Nullable String> values = new HashMap<>();

        boolean unused;

        Before(Object mdc) {
            this.mdc = mdc;
        }

        void restore(Map<String, @Nullable String> ours) throws Throwable {
            MdcMethods methods = MdcMethods.of(mdc);
            Map<String, String> now = methods.content(mdc);
            if (now == null || isCleared(now, ours)) {
                return;
            }
            for (Map.Entry<String, @Nullable String> former : values.entrySet()) {
                String key = former.getKey();
                String present = now.get(key);
                boolean untouched = Objects.equals(present, ours.get(key));
                if (untouched && !Objects.equals(present, former.getValue())) {
                    methods.set(mdc, key, former.getValue());
                }
            }
            if (unused) {
                methods.dropIfEmpty(mdc);
            }
        }

        /** Whether nothing of ours is left, so that a key we took out would have been cleared, too. */
        private static boolean isCleared(Map<String, String> now, Map<String, @Nullable String> ours) {
            boolean put = false;
            for (Map.Entry<String, @Nullable String> entry : ours.entrySet()) {
                String value = entry.getValue();
                if (value != null && value.equals(now.get(entry.getKey()))) {
                    return false;
                }
                put |= value != null;
            }
            return put;
        }
    }
}
