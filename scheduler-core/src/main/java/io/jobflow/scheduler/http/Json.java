package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.jobflow.scheduler.store.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers in JSON. */
final class Json {

    private static final String CONTENT_TYPE = "application/json";

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static @Nullable String instant(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static <T> ObjectNode page(Page<T> page, Function<T, JsonNode> view) {
        ObjectNode json = object();
        page.items().forEach(item -> json.withArray("items").add(view.apply(item)));
        json.withArray("items");
        return json.put("page", page.request().page())
                .put("size", page.request().size())
                .put("total", page.total());
    }

    static void send(Context context, int status, JsonNode json) {
        send(context, status, CONTENT_TYPE, json);
    }

    static void send(Context context, Problem problem) {
        send(context, problem.status(), Problem.CONTENT_TYPE, problem.json());
    }

    private static void send(Context context, int status, String contentType, JsonNode json) {
        context.status(status).contentType(contentType).result(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
