package io.jobflow.agent.backend.metrics;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;

/** Builds a histogram whose values go where the instruments say. Confined to one thread. */
final class RecordingHistogramBuilder implements DoubleHistogramBuilder {

    private final RecordingMeter.Instruments instruments;
    private final String name;
    private String description = "";
    private String unit = "";
    private List<Double> boundaries = Collections.emptyList();

    RecordingHistogramBuilder(RecordingMeter.Instruments instruments, String name) {
        this.instruments = instruments;
        this.name = name;
    }

    @Override
    public DoubleHistogramBuilder setDescription(String text) {
        this.description = text;
        return this;
    }

    @Override
    public DoubleHistogramBuilder setUnit(String text) {
        this.unit = text;
        return this;
    }

    @Override
    public DoubleHistogramBuilder setExplicitBucketBoundariesAdvice(List<Double> bucketBoundaries) {
        this.boundaries = bucketBoundaries;
        return this;
    }

    /** No attempt needs one. */
    @Override
    public LongHistogramBuilder ofLongs() {
        return MeterProvider.noop().get(name).histogramBuilder(name).ofLongs();
    }

    @Override
    public DoubleHistogram build() {
        DoubleRecording recording = instruments.histogram(name, description, unit, boundaries);
        return new DoubleHistogram() {
            @Override
            public void record(double value) {
                record(value, Attributes.empty());
            }

            @Override
            public void record(double value, Attributes attributes) {
                record(value, attributes, Context.root());
            }

            @Override
            public void record(double value, Attributes attributes, Context context) {
                recording.record(value, attributes, context);
            }
        };
    }
}
