package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.jobflow.agent.backend.metrics.DoubleRecording;
import io.jobflow.agent.backend.metrics.LongRecording;
import io.jobflow.agent.backend.metrics.RecordingMeter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Makes instruments of the other copy. Safe for use by any thread. */
final class ForeignMeterProvider implements MeterProvider, RecordingMeter.Instruments {

    private static final String INSTRUMENTATION_NAME = "io.jobflow";

    private final ForeignApi api;
    private final ForeignMetrics metrics;
    private final Object meter;

    ForeignMeterProvider(ForeignApi api, ForeignMetrics metrics, Object openTelemetry) {
        this.api = api;
        this.metrics = metrics;
        this.meter = call(metrics.getMeter, openTelemetry, INSTRUMENTATION_NAME);
    }

    @Override
    public MeterBuilder meterBuilder(String name) {
        return RecordingMeter.builder(this);
    }

    @Override
    public DoubleRecording histogram(String name, String description, String unit, List<Double> boundaries) {
        Object builder = call(metrics.histogramBuilder, meter, name);
        call(metrics.histogramDescription, builder, description);
        call(metrics.histogramUnit, builder, unit);
        MethodHandle setBoundaries = metrics.histogramBoundaries;
        if (setBoundaries != null && !boundaries.isEmpty()) {
            call(setBoundaries, builder, boundaries);
        }
        Object histogram = call(metrics.histogramBuild, builder);
        return (value, attributes, context) -> call(
                metrics.record,
                histogram,
                value,
                api.attributes().of(attributes),
                api.contexts().theirs(context));
    }

    @Override
    public LongRecording upDownCounter(String name, String description, String unit) {
        Object builder = call(metrics.counterBuilder, meter, name);
        call(metrics.counterDescription, builder, description);
        call(metrics.counterUnit, builder, unit);
        Object counter = call(metrics.counterBuild, builder);
        return (value, attributes, context) -> call(
                metrics.add,
                counter,
                value,
                api.attributes().of(attributes),
                api.contexts().theirs(context));
    }
}
