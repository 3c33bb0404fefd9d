package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleUpDownCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import io.opentelemetry.context.Context;
import java.util.function.Consumer;

/** Builds an up-down counter whose steps go where the instruments say. Confined to one thread. */
final class RecordingCounterBuilder implements LongUpDownCounterBuilder {

    private final RecordingMeter.Instruments instruments;
    private final String name;
    private String description = "";
    private String unit = "";

    RecordingCounterBuilder(RecordingMeter.Instruments instruments, String name) {
        this.instruments = instruments;
        this.name = name;
    }

    @Override
    public LongUpDownCounterBuilder setDescription(String text) {
        this.description = text;
        return this;
    }

    @Override
    public LongUpDownCounterBuilder setUnit(String text) {
        this.unit = text;
        return this;
    }

    private LongUpDownCounterBuilder nothing() {
        return MeterProvider.noop().get(name).upDownCounterBuilder(name);
    }

    /** No attempt needs one. */
    @Override
    public DoubleUpDownCounterBuilder ofDoubles() {
        return nothing().ofDoubles();
    }

    /** No attempt needs one. */
    @Override
    public ObservableLongUpDownCounter buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
        return nothing().buildWithCallback(callback);
    }

    @Override
    public LongUpDownCounter build() {
        LongRecording recording = instruments.upDownCounter(name, description, unit);
        return new LongUpDownCounter() {
            @Override
            public void add(long value) {
                add(value, Attributes.empty());
            }

            @Override
            public void add(long value, Attributes attributes) {
                add(value, attributes, Context.root());
            }

            @Override
            public void add(long value, Attributes attributes, Context context) {
                recording.add(value, attributes, context);
            }
        };
    }
}
