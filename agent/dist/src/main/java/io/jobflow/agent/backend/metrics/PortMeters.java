package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics that are kept here until somebody asks for them in Prometheus's text format. As many series as there are
 * attributes, whose number the caller caps. Safe for use by any thread.
 */
public final class PortMeters implements MeterProvider, RecordingMeter.Instruments {

    /** Guarded by itself; sorted, so that two scrapes are alike. */
    private final Map<String, PortMetric> metrics = new TreeMap<>();

    @Override
    public MeterBuilder meterBuilder(String name) {
        return RecordingMeter.builder(this);
    }

    @Override
    public DoubleRecording histogram(String name, String description, String unit, List<Double> boundaries) {
        String exposed = exposed(name) + (unit.equals("s") ? "_seconds" : "");
        PortHistogram histogram;
        synchronized (metrics) {
            histogram = (PortHistogram)
                    metrics.computeIfAbsent(exposed, missing -> new PortHistogram(exposed, description, boundaries));
        }
        return (value, attributes, context) -> histogram.record(value, attributes);
    }

    @Override
    public LongRecording upDownCounter(String name, String description, String unit) {
        PortGauge gauge;
        synchronized (metrics) {
            gauge = (PortGauge) metrics.computeIfAbsent(exposed(name), exposed -> new PortGauge(exposed, description));
        }
        return (value, attributes, context) -> gauge.add(value, attributes);
    }

    private static String exposed(String name) {
        return name.replace('.', '_');
    }

    /** Everything recorded so far, in Prometheus's text format 0.0.4. */
    public String text() {
        StringBuilder text = new StringBuilder();
        synchronized (metrics) {
            metrics.values().forEach(metric -> metric.writeTo(text));
        }
        return text.toString();
    }
}
