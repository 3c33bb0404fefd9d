package io.jobflow.benchmarks.compare;

import java.util.HashMap;
import java.util.Map;

/** What a child process said: names and values on one line, no blanks in either. */
record Answer(Map<String, String> values) {

    /** Marks lines that are answers; whatever else a child prints is its log. */
    static final String MARK = "@answer ";

    static final String FAILED = "failed=";

    static Answer parse(String line) {
        Map<String, String> values = new HashMap<>();
        for (String pair : line.substring(MARK.length()).trim().split(" +")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new Answer(values);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the answer " + values + " lacks " + name);
        }
        return value;
    }

    long number(String name) {
        return Long.parseLong(text(name));
    }
}
