package io.jobflow.bridge.attempt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request's headers. */
class FakeHeaders implements HeaderSource {

    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final String SPAN_ID = "b7ad6b7169203331";
    static final String TRACEPARENT = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";

    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Of a complete job request for attempt 1 of {@code report}, shard 2 of 4. */
    static FakeHeaders ofJobRequest() {
        return new FakeHeaders()
                .with("X-JobFlow-Job", "report")
                .with("X-JobFlow-Execution", "01J0000000000000000000000A")
                .with("X-JobFlow-Attempt", "1")
                .with("X-JobFlow-Fire-Time", "2026-03-01T08:00:00Z")
                .with("X-JobFlow-Deadline", "2026-03-01T08:05:00.250Z")
                .with("X-Shard-Index", "2")
                .with("X-Shard-Total", "4")
                .with("X-JobFlow-Fencing-Token", "17")
                .with("traceparent", TRACEPARENT);
    }

    FakeHeaders with(String name, String value) {
        values.put(name, List.of(value));
        return this;
    }

    FakeHeaders and(String name, String value) {
        values.computeIfAbsent(name, ignored -> new ArrayList<>());
        List<String> all = new ArrayList<>(values.get(name));
        all.add(value);
        values.put(name, all);
        return this;
    }

    FakeHeaders without(String name) {
        values.remove(name);
        return this;
    }

    @Override
    public @Nullable String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    @Override
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }
}
