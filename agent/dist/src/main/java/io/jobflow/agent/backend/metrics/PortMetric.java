package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;

/** One metric with all its series. Safe for use by any thread. */
abstract class PortMetric {

    private final String name;
    private final String description;
    private final String type;

    /** @param type as Prometheus calls it */
    PortMetric(String name, String description, String type) {
        this.name = name;
        this.description = description;
        this.type = type;
    }

    /** Nothing as long as nothing was recorded. */
    final void writeTo(StringBuilder text) {
        StringBuilder series = new StringBuilder();
        writeSeriesTo(series);
        if (series.length() > 0) {
            text.append("# HELP ").append(name).append(' ').append(description).append('\n');
            text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
            text.append(series);
        }
    }

    abstract void writeSeriesTo(StringBuilder text);

    final void writeLine(StringBuilder text, String suffix, String labels, String value) {
        text.append(name).append(suffix);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(value).append('\n');
    }

    /** Job names and results need no escaping, but nobody knows who else will record here. */
    static String labels(Attributes attributes) {
        StringBuilder labels = new StringBuilder();
        for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
            labels.append(labels.length() == 0 ? "" : ",")
                    .append(entry.getKey().getKey().replace('.', '_'))
                    .append("=\"")
                    .append(entry.getValue()
                            .toString()
                            .replace("\\", "\\\\")
                            .replace("\"", "\\\"")
                            .replace("\n", "\\n"))
                    .append('"');
        }
        return labels.toString();
    }
}
