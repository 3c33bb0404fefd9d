package io.jobflow.agent.run;

import io.jobflow.bridge.attempt.HeaderSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request's headers as woven code hands them over, in a map that ignores case. */
final class RequestHeaders implements HeaderSource {

    private final Map<String, List<String>> headers;

    RequestHeaders(Map<String, List<String>> headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable String first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(0);
    }

    @Override
    public List<String> all(String name) {
        List<String> all = headers.get(name);
        return all == null ? Collections.<String>emptyList() : all;
    }
}
