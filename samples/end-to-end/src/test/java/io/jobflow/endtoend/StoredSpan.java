package io.jobflow.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A span as the back end gives it back. Names are in lower case; {@code parentId} is empty for a root; a link stands among
 * the tags as {@code otlp.link.0}, beginning with {@code trace|span|} in decimal.
 */
record StoredSpan(String traceId, String id, String parentId, String name, String kind, String service, JsonNode tags) {

    static List<StoredSpan> listOf(JsonNode spans) {
        List<StoredSpan> list = new ArrayList<>();
        for (JsonNode span : spans) {
            list.add(new StoredSpan(
                    span.path("traceId").asText(),
                    span.path("id").asText(),
                    span.path("parentId").asText(),
                    span.path("name").asText(),
                    span.path("kind").asText(),
                    span.path("localEndpoint").path("serviceName").asText(),
                    span.path("tags")));
        }
        return list;
    }

    /** The first link, or an empty text. */
    String link() {
        return tag("otlp.link.0");
    }

    /** How a {@linkplain #link() link} to this span begins. */
    String asLinkTarget() {
        return new BigInteger(traceId, 16) + "|" + new BigInteger(id, 16) + "|";
    }

    String tag(String key) {
        return tags.path(key).asText();
    }
}
