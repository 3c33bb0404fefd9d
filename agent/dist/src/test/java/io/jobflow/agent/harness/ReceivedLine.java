package io.jobflow.agent.harness;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A log record as it came over the wire. Ids are lower-case hex. */
public record ReceivedLine(Resource resource, String logger, LogRecord line) {

    /** Those of an export request. */
    public static List<ReceivedLine> of(InputStream body) throws IOException {
        List<ReceivedLine> lines = new ArrayList<>();
        for (ResourceLogs resource : ExportLogsServiceRequest.parseFrom(body).getResourceLogsList()) {
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (LogRecord line : scope.getLogRecordsList()) {
                    lines.add(new ReceivedLine(
                            resource.getResource(), scope.getScope().getName(), line));
                }
            }
        }
        return lines;
    }

    public String text() {
        return line.getBody().getStringValue();
    }

    public String traceId() {
        return HexFormat.of().formatHex(line.getTraceId().toByteArray());
    }

    public String spanId() {
        return HexFormat.of().formatHex(line.getSpanId().toByteArray());
    }

    /** The attribute's value as text; null if it is absent. */
    public @Nullable String resourceAttribute(String key) {
        return ReceivedSpan.value(resource.getAttributesList(), key);
    }

    /** All attributes as text. */
    public Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        for (KeyValue attribute : line.getAttributesList()) {
            AnyValue value = attribute.getValue();
            attributes.put(
                    attribute.getKey(),
                    value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue());
        }
        return attributes;
    }
}
