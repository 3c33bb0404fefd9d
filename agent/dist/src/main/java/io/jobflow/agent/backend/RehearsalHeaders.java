package io.jobflow.agent.backend;

import io.jobflow.bridge.JobHeaders;
import io.jobflow.bridge.attempt.HeaderSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers of a job request that nobody sent. Immutable. */
final class RehearsalHeaders implements HeaderSource {

    private final Map<String, String> headers = new HashMap<>();

    RehearsalHeaders() {
        headers.put(JobHeaders.JOB, "rehearsal");
        headers.put(JobHeaders.EXECUTION, "rehearsal");
        headers.put(JobHeaders.ATTEMPT, "1");
        headers.put(JobHeaders.FIRE_TIME, "2026-01-01T00:00:00Z");
        headers.put(JobHeaders.TRACEPARENT, "00-00000000000000000000000000000001-0000000000000001-01");
    }

    @Override
    public @Nullable String first(String name) {
        return headers.get(name);
    }

    @Override
    public List<String> all(String name) {
        String only = headers.get(name);
        return only == null ? Collections.<String>emptyList() : Collections.singletonList(only);
    }
}
