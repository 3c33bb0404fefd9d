package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Numbers that go up and down. Safe for use by any thread. */
final class PortGauge extends PortMetric {

    private final ConcurrentMap<Attributes, LongAdder> series = new ConcurrentHashMap<>();

    PortGauge(String name, String description) {
        super(name, description, "gauge");
    }

    void add(long value, Attributes attributes) {
        LongAdder known = series.get(attributes);
        (known == null ? series.computeIfAbsent(attributes, fresh -> new LongAdder()) : known).add(value);
    }

    @Override
    void writeSeriesTo(StringBuilder text) {
        for (Map.Entry<Attributes, LongAdder> each : series.entrySet()) {
            writeLine(
                    text,
                    "",
                    labels(each.getKey()),
                    Long.toString(each.getValue().sum()));
        }
    }
}
