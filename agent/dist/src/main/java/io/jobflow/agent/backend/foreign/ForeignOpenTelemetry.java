package io.jobflow.agent.backend.foreign;

import static io.jobflow.agent.backend.call.Calls.call;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;

/** An OpenTelemetry of the other copy. Safe for use by any thread. */
final class ForeignOpenTelemetry implements OpenTelemetry {

    private final ForeignApi api;
    private final Object theirs;

    ForeignOpenTelemetry(ForeignApi api, Object theirs) {
        this.api = api;
        this.theirs = theirs;
    }

    @Override
    public TracerProvider getTracerProvider() {
        return new TracerProvider() {
            @Override
            public Tracer get(String name) {
                Object tracer = call(api.spans().getTracer, theirs, name);
                return spanName -> new ForeignSpanBuilder(api, call(api.spans().spanBuilder, tracer, spanName));
            }

            @Override
            public Tracer get(String name, String version) {
                return get(name);
            }
        };
    }

    @Override
    public MeterProvider getMeterProvider() {
        ForeignMetrics metrics = api.metrics();
        return metrics == null ? MeterProvider.noop() : new ForeignMeterProvider(api, metrics, theirs);
    }

    /** The protocol fixes the headers; see the bridge. */
    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
    }
}
