package io.jobflow.agent.logs;

import io.jobflow.bridge.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Gives our keys their former values; all others stay as the application left them. */
    public void leave() {
        for (Before each : before) {
            try {
                each.restore();
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

        void restore() throws Throwable {
            MdcMethods methods = MdcMethods.of(mdc);
            for (Map.Entry<String, @Nullable String> entry : values.entrySet()) {
                methods.set(mdc, entry.getKey(), entry.getValue());
            }
            if (unused) {
                methods.dropIfEmpty(mdc);
            }
        }
    }
}
