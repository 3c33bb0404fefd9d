package io.jobflow.bridge.attempt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The MDC keys and values of one attempt. Immutable; safe for use by any thread. */
public final class MdcEntries {

    /** The texts of the numbers that attempts and shards mostly have. */
    private static final String[] SMALL_NUMBERS = new String[16];

    static {
        for (int number = 0; number < SMALL_NUMBERS.length; number++) {
            SMALL_NUMBERS[number] = Integer.toString(number);
        }
    }

    private final MdcKeys keys;
    /** In the order of the keys; null where the attempt does not know the value. */
    private final @Nullable String[] values;

    private MdcEntries(MdcKeys keys, @Nullable String[] values) {
        this.keys = keys;
        this.values = values;
    }

    static MdcEntries of(MdcKeys keys, JobInvocation invocation, String traceId, String spanId) {
        @Nullable String[] values = {
            traceId,
            spanId,
            invocation.jobName(),
            invocation.executionId(),
            text(invocation.attempt()),
            text(invocation.shardIndex()),
            text(invocation.shardTotal()),
        };
        return new MdcEntries(keys, values);
    }

    private static @Nullable String text(int number) {
        if (number == JobInvocation.UNKNOWN) {
            return null;
        }
        return number < SMALL_NUMBERS.length ? SMALL_NUMBERS[number] : Integer.toString(number);
    }

    /** The value under this key; null if the key is none of ours or its value is not known. */
    public @Nullable String get(String key) {
        for (int i = 0; i < values.length; i++) {
            if (key.equals(keys.at(i))) {
                return values[i];
            }
        }
        return null;
    }

    /** How many places there are, with an entry or without. */
    public int size() {
        return values.length;
    }

    /** The key at this place; null if the entry is left out. */
    public @Nullable String keyAt(int place) {
        return keys.at(place);
    }

    /** The value at this place; null if the attempt does not know it. */
    public @Nullable String valueAt(int place) {
        return values[place];
    }

    /** A copy as a map; it cannot be changed. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            String key = keys.at(i);
            String value = values[i];
            if (key != null && value != null) {
                map.put(key, value);
            }
        }
        return Collections.unmodifiableMap(map);
    }

    /** The values that our keys have on the calling thread; {@link #restore} needs them. */
    @Nullable String[] snapshot(MdcAccess mdc) {
        @Nullable String[] previous = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            String key = keys.at(i);
            previous[i] = key == null ? null : mdc.get(key);
        }
        return previous;
    }

    /**
     * Puts the entries into the calling thread's MDC. A key of ours without a value is taken out, so that a log line
     * never shows another attempt's.
     */
    void put(MdcAccess mdc, @Nullable String[] previous) {
        for (int i = 0; i < values.length; i++) {
            String key = keys.at(i);
            if (key != null) {
                set(mdc, key, values[i], previous[i]);
            }
        }
    }

    /** Gives our keys the values they had at {@link #snapshot}; all other keys stay as they are. */
    void restore(MdcAccess mdc, @Nullable String[] previous) {
        for (int i = 0; i < values.length; i++) {
            String key = keys.at(i);
            if (key != null) {
                set(mdc, key, previous[i], key);
            }
        }
    }

    /** The last argument is null if the key is known to be absent already. */
    private static void set(MdcAccess mdc, String key, @Nullable String value, @Nullable String present) {
        if (value != null) {
            mdc.put(key, value);
        } else if (present != null) {
            mdc.remove(key);
        }
    }
}
