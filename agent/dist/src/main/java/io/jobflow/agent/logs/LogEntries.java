package io.jobflow.agent.logs;

import io.jobflow.bridge.Trouble;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's entries in the MDCs of one thread, and what was there before. Confined to that thread; nothing here throws.
 */
public final class LogEntries {

    private final Map<String, @Nullable String> entries;
    private final Trouble trouble;
    private final Map<Object, Map<String, @Nullable String>> before = new IdentityHashMap<>(2);

    LogEntries(Map<String, @Nullable String> entries, Trouble trouble) {
        this.entries = entries;
        this.trouble = trouble;
    }

    /** Also for an MDC that comes into being while the run is on the thread. */
    public void putInto(Object mdc) {
        try {
            MdcMethods methods = MdcMethods.of(mdc);
            Map<String, @Nullable String> found = new HashMap<>();
            before.put(mdc, found);
            for (Map.Entry<String, @Nullable String> entry : entries.entrySet()) {
                String present = methods.get(mdc, entry.getKey());
                found.put(entry.getKey(), present);
                if (present != null || entry.getValue() != null) {
                    methods.set(mdc, entry.getKey(), entry.getValue());
                }
            }
        } catch (Throwable failed) {
            trouble.report("MDC not filled", failed);
        }
    }

    /** Gives our keys their former values; all others stay as the application left them. */
    public void leave() {
        for (Map.Entry<Object, Map<String, @Nullable String>> mdc : before.entrySet()) {
            try {
                MdcMethods methods = MdcMethods.of(mdc.getKey());
                for (Map.Entry<String, @Nullable String> entry : mdc.getValue().entrySet()) {
                    methods.set(mdc.getKey(), entry.getKey(), entry.getValue());
                }
            } catch (Throwable failed) {
                trouble.report("MDC not restored", failed);
            }
        }
    }
}
