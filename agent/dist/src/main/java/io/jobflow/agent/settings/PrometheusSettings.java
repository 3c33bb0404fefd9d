package io.jobflow.agent.settings;

/** Where the agent serves metrics itself. Immutable. */
public final class PrometheusSettings {

    /** Where it listens unless told otherwise. */
    static final String LOOPBACK = "127.0.0.1";

    private final String host;
    private final int port;

    PrometheusSettings(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /** {@code jobflow.agent.prometheus.host}: where the port listens. {@code 127.0.0.1} by default. */
    public String host() {
        return host;
    }

    /** {@code jobflow.agent.prometheus.port}: 0, the default, for none. */
    public int port() {
        return port;
    }
}
