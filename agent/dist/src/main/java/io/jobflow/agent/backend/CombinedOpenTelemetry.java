package io.jobflow.agent.backend;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/** Spans to one place, metrics to another. Safe for use by any thread. */
final class CombinedOpenTelemetry implements OpenTelemetry {

    private final OpenTelemetry spans;
    private final MeterProvider metrics;

    CombinedOpenTelemetry(OpenTelemetry spans, MeterProvider metrics) {
        this.spans = spans;
        this.metrics = metrics;
    }

    @Override
    public TracerProvider getTracerProvider() {
        return spans.getTracerProvider();
    }

    @Override
    public MeterProvider getMeterProvider() {
        return metrics;
    }

    @Override
    public ContextPropagators getPropagators() {
        return spans.getPropagators();
    }
}
