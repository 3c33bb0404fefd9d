package io.jobflow.bridge.library;

import java.util.Map;

/** The headers of a job request. */
final class RequestFixture {

    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

    private RequestFixture() {}

    static Map<String, String> jobHeaders() {
        return Map.of(
                "X-JobFlow-Job", "report",
                "X-JobFlow-Execution", "4711",
                "X-JobFlow-Attempt", "1",
                "traceparent", "00-" + TRACE_ID + "-b7ad6b7169203331-01");
    }
}
