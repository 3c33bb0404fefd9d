package io.jobflow.agent.backend;

/** What the application records its own telemetry with, as far as it was seen being made. Safe for use by any thread. */
public final class ApplicationTelemetry {

    private static final String SDK = ".sdk.OpenTelemetrySdk";

    private final MadeObjects sdks = new MadeObjects();
    private final MadeObjects registries = new MadeObjects();

    /** An SDK of OpenTelemetry or a registry of Micrometer is being constructed. */
    public void made(Object object) {
        (object.getClass().getName().endsWith(SDK) ? sdks : registries).add(object);
    }

    public MadeObjects sdks() {
        return sdks;
    }

    public MadeObjects registries() {
        return registries;
    }
}
