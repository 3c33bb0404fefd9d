package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What machines ask: {@code /metrics}, {@code /health/live}, {@code /health/ready}. */
final class OperationsResource {

    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final ApiParts parts;

    OperationsResource(ApiParts parts) {
        this.parts = parts;
    }

    void metrics(Context context) {
        String accept = context.header("Accept");
        boolean open = accept != null && accept.contains("application/openmetrics-text");
        String type = open ? OPEN_METRICS : PROMETHEUS;
        byte[] page = parts.metrics().apply(type).getBytes(StandardCharsets.UTF_8);
        context.contentType(type).result(page);
    }

    void live(Context context) {
        Json.send(context, 200, Json.object().put("status", "live"));
    }

    void ready(Context context) {
        Optional<String> obstacle = parts.obstacle().get();
        if (obstacle.isPresent()) {
            throw ProblemException.of(503, "scheduler.not-ready", obstacle.get());
        }
        Json.send(context, 200, Json.object().put("status", "ready"));
    }
}
