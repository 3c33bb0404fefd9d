package io.jobflow.agent.run;

import io.jobflow.bridge.attempt.HeaderSource;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request's headers as woven code hands them over. They are copied once and then looked through, because the JDK's web
 * server makes a new array and a new string of every name that its map is asked for, and an object of every entry.
 */
final class RequestHeaders implements HeaderSource {

    private static final int LOWER_CASE = 'a' - 'A';

    private final String[] names;
    private final List<?>[] values;
    private int count;

    RequestHeaders(Map<String, List<String>> headers) {
        names = new String[headers.size()];
        values = new List<?>[names.length];
        // All views of a map have its order.
        Iterator<String> name = headers.keySet().iterator();
        for (List<String> all : headers.values()) {
            add(name.next(), all);
        }
    }

    private void add(@Nullable String name, @Nullable List<String> all) {
        if (name != null && all != null && count < names.length) {
            names[count] = name;
            values[count] = all;
            count++;
        }
    }

    @Override
    public @Nullable String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    @Override
    @SuppressWarnings("unchecked") // only add fills the array
    public List<String> all(String name) {
        for (int i = 0; i < count; i++) {
            if (isSame(names[i], name)) {
                return (List<String>) values[i];
            }
        }
        return Collections.emptyList();
    }

    /** Most names of ours begin alike, so that their ends are looked at first. */
    private static boolean isSame(String one, String other) {
        int last = other.length() - 1;
        return one.length() == other.length()
                && (one.charAt(last) | LOWER_CASE) == (other.charAt(last) | LOWER_CASE)
                && one.equalsIgnoreCase(other);
    }
}
