package io.jobflow.agent.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries of a run stand in the logging MDC, and under which keys. Written as {@code traceId executionId} (these
 * entries, under their own names), {@code traceId:trace_id} (renamed) or {@code none}. Immutable.
 */
public final class LogKeys {

    /** The entries there are, named like their keys. */
    static final List<String> ENTRIES = Collections.unmodifiableList(
            Arrays.asList("traceId", "spanId", "jobName", "executionId", "attempt", "shardIndex", "shardTotal"));

    private final Map<String, String> keys;

    private LogKeys(Map<String, String> keys) {
        this.keys = Collections.unmodifiableMap(keys);
    }

    static LogKeys all() {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String entry : ENTRIES) {
            keys.put(entry, entry);
        }
        return new LogKeys(keys);
    }

    /** @throws IllegalArgumentException with the problem as a sentence part */
    static LogKeys parse(String text) {
        Map<String, String> keys = new LinkedHashMap<>();
        if (!text.trim().equals("none")) {
            for (String part : text.trim().split("[\\s;,]+")) {
                int colon = part.indexOf(':');
                String entry = colon < 0 ? part : part.substring(0, colon);
                String key = colon < 0 ? part : part.substring(colon + 1);
                if (!ENTRIES.contains(entry) || key.isEmpty()) {
                    throw new IllegalArgumentException("expected none, or entries among " + ENTRIES
                            + " separated by spaces, each as name or name:key");
                }
                keys.put(entry, key);
            }
        }
        return new LogKeys(keys);
    }

    /** The key against its entry; an entry that is left out is absent. */
    public Map<String, String> keyByEntry() {
        return keys;
    }

    public List<String> entries() {
        return ENTRIES;
    }
}
