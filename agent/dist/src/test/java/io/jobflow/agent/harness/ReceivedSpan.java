package io.jobflow.agent.harness;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span as it came over the wire, with the resource it came from. Ids are lower-case hex. */
public record ReceivedSpan(Resource resource, Span span) {

    public String name() {
        return span.getName();
    }

    public String traceId() {
        return hex(span.getTraceId());
    }

    public String spanId() {
        return hex(span.getSpanId());
    }

    /** Empty for a root. */
    public String parentSpanId() {
        return hex(span.getParentSpanId());
    }

    /** The attribute's value as text; null if it is absent. */
    public @Nullable String attribute(String key) {
        return value(span.getAttributesList(), key);
    }

    public @Nullable String resourceAttribute(String key) {
        return value(resource.getAttributesList(), key);
    }

    public String statusMessage() {
        return span.getStatus().getMessage();
    }

    static @Nullable String value(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> text(attribute.getValue()))
                .findFirst()
                .orElse(null);
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
