package io.jobflow.agent.backend.foreign;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The other copy's metrics, which the API has since 1.10. Safe for use by any thread. */
final class ForeignMetrics {

    private static final String METER = "api.metrics.Meter";
    private static final String HISTOGRAM_BUILDER = "api.metrics.DoubleHistogramBuilder";
    private static final String COUNTER_BUILDER = "api.metrics.LongUpDownCounterBuilder";

    final MethodHandle getMeter;
    final MethodHandle histogramBuilder;
    final MethodHandle histogramDescription;
    final MethodHandle histogramUnit;
    /** Null before 1.32. */
    final @Nullable MethodHandle histogramBoundaries;

    final MethodHandle histogramBuild;
    final MethodHandle record;
    final MethodHandle counterBuilder;
    final MethodHandle counterDescription;
    final MethodHandle counterUnit;
    final MethodHandle counterBuild;
    final MethodHandle add;

    ForeignMetrics(ForeignTypes types) throws ReflectiveOperationException {
        Class<?> attributes = types.type("api.common.Attributes");
        Class<?> context = types.type("context.Context");
        getMeter = types.method("api.OpenTelemetry", "getMeter", String.class);
        histogramBuilder = types.method(METER, "histogramBuilder", String.class);
        histogramDescription = types.method(HISTOGRAM_BUILDER, "setDescription", String.class);
        histogramUnit = types.method(HISTOGRAM_BUILDER, "setUnit", String.class);
        histogramBoundaries = boundaries(types);
        histogramBuild = types.method(HISTOGRAM_BUILDER, "build");
        record = types.method("api.metrics.DoubleHistogram", "record", double.class, attributes, context);
        counterBuilder = types.method(METER, "upDownCounterBuilder", String.class);
        counterDescription = types.method(COUNTER_BUILDER, "setDescription", String.class);
        counterUnit = types.method(COUNTER_BUILDER, "setUnit", String.class);
        counterBuild = types.method(COUNTER_BUILDER, "build");
        add = types.method("api.metrics.LongUpDownCounter", "add", long.class, attributes, context);
    }

    private static @Nullable MethodHandle boundaries(ForeignTypes types) {
        try {
            return types.method(HISTOGRAM_BUILDER, "setExplicitBucketBoundariesAdvice", List.class);
        } catch (ReflectiveOperationException tooOld) {
            return null;
        }
    }
}
