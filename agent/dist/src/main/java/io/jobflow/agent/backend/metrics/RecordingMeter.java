package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import java.util.List;

/**
 * A meter whose histograms and up-down counters go somewhere of their own; the other kinds, which no attempt needs, do
 * nothing. Safe for use by any thread.
 */
public final class RecordingMeter implements Meter {

    private static final Meter NOTHING = MeterProvider.noop().get("io.jobflow");

    private final Instruments instruments;

    private RecordingMeter(Instruments instruments) {
        this.instruments = instruments;
    }

    /** Builds a meter, whatever its version and schema are said to be. */
    public static MeterBuilder builder(Instruments instruments) {
        return new MeterBuilder() {
            @Override
            public MeterBuilder setSchemaUrl(String schemaUrl) {
                return this;
            }

            @Override
            public MeterBuilder setInstrumentationVersion(String instrumentationScopeVersion) {
                return this;
            }

            @Override
            public Meter build() {
                return new RecordingMeter(instruments);
            }
        };
    }

    @Override
    public LongCounterBuilder counterBuilder(String name) {
        return NOTHING.counterBuilder(name);
    }

    @Override
    public LongUpDownCounterBuilder upDownCounterBuilder(String name) {
        return new RecordingCounterBuilder(instruments, name);
    }

    @Override
    public DoubleHistogramBuilder histogramBuilder(String name) {
        return new RecordingHistogramBuilder(instruments, name);
    }

    @Override
    public DoubleGaugeBuilder gaugeBuilder(String name) {
        return NOTHING.gaugeBuilder(name);
    }

    /** Where the values go. Safe for use by any thread. */
    public interface Instruments {

        /** @param boundaries upper bounds of the buckets, ascending; empty if nobody cares */
        DoubleRecording histogram(String name, String description, String unit, List<Double> boundaries);

        LongRecording upDownCounter(String name, String description, String unit);
    }
}
