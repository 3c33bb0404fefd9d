package com.acme.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** What a nightly call asks for: its JSON body, with the id range from the headers if the caller splits the work. */
final class JobParameters {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode body;
    private final String startId;
    private final String endId;

    private JobParameters(JsonNode body, String startId, String endId) {
        this.body = body;
        this.startId = startId;
        this.endId = endId;
    }

    static JobParameters of(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode body = bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        return new JobParameters(
                body,
                exchange.getRequestHeaders().getFirst("X-Start-Id"),
                exchange.getRequestHeaders().getFirst("X-End-Id"));
    }

    long startId(long otherwise) {
        return startId != null ? Long.parseLong(startId) : longValue("startId", otherwise);
    }

    long endId(long otherwise) {
        return endId != null ? Long.parseLong(endId) : longValue("endId", otherwise);
    }

    long longValue(String name, long otherwise) {
        return body.path(name).asLong(otherwise);
    }

    boolean flag(String name) {
        return body.path(name).asBoolean(false);
    }

    /** Equal for equal parameters. */
    Object asKey() {
        return startId + "/" + endId + "/" + body;
    }
}
