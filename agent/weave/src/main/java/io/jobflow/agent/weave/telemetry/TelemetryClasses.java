package io.jobflow.agent.weave.telemetry;

/** The classes whose objects record telemetry of the application. */
public final class TelemetryClasses {

    /** Put together at run time: as one text it would be exchanged while we are packed, like our own copy's names. */
    static final String SDK = String.join(".", "io", "opentelemetry", "sdk", "OpenTelemetrySdk");

    /** What all registries extend. */
    static final String REGISTRY = "io.micrometer.core.instrument.MeterRegistry";

    public static final String[] ALL = {SDK, REGISTRY};

    private TelemetryClasses() {}
}
