package io.jobflow.agent.backend;

import io.jobflow.agent.figures.AgentFigures;
import io.jobflow.agent.figures.Figure;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent's figures as instruments of a meter, read whenever metrics are. */
final class FigureInstruments {

    private FigureInstruments() {}

    static void register(Meter meter, AgentFigures figures) {
        for (Figure figure : figures.all()) {
            if (figure.grows()) {
                meter.counterBuilder(figure.name())
                        .setDescription(figure.description())
                        .setUnit(figure.unit())
                        .buildWithCallback(counter -> record(figure, counter));
            } else {
                meter.gaugeBuilder(figure.name())
                        .ofLongs()
                        .setDescription(figure.description())
                        .setUnit(figure.unit())
                        .buildWithCallback(gauge -> record(figure, gauge));
            }
        }
    }

    private static void record(Figure figure, ObservableLongMeasurement measurement) {
        for (Map.Entry<String, Long> each : figure.values().entrySet()) {
            measurement.record(each.getValue(), labels(figure.label(), each.getKey()));
        }
    }

    private static Attributes labels(@Nullable String label, String value) {
        return label == null ? Attributes.empty() : Attributes.of(AttributeKey.stringKey(label), value);
    }
}
