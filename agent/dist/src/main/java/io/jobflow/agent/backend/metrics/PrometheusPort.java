package io.jobflow.agent.backend.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jobflow.bridge.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves metrics at {@code /metrics} of a port of our own, by the JDK's server. Its threads are daemons, because a daemon
 * starts them. Safe for use by any thread.
 */
public final class PrometheusPort {

    private static final String PATH = "/metrics";
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final String host;
    private final int port;
    private final PortMeters meters = new PortMeters();
    private final Trouble trouble;
    private final AtomicBoolean started = new AtomicBoolean();

    /** @param port from 1 to 65535 */
    public PrometheusPort(String host, int port, Trouble trouble) {
        this.host = host;
        this.port = port;
        this.trouble = trouble;
    }

    /** What is served. */
    public PortMeters meters() {
        return meters;
    }

    /** Opens the port on a thread of its own; calls after the first do nothing. */
    public void open() {
        if (started.compareAndSet(false, true)) {
            Thread opener = new Thread(this::serve, "jobflow-agent-port");
            opener.setDaemon(true);
            opener.setContextClassLoader(null);
            opener.start();
        }
    }

    private void serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
            server.createContext("/", this::answer);
            server.start();
        } catch (Throwable failed) {
            trouble.report(
                    "metrics are not served at " + host + ":" + port + " (jobflow.agent.prometheus.port)", failed);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            boolean asked = exchange.getRequestMethod().equals("GET")
                    && exchange.getRequestURI().getPath().equals(PATH);
            byte[] body = (asked ? meters.text() : "GET " + PATH + "\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", TYPE);
            exchange.sendResponseHeaders(asked ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } finally {
            exchange.close();
        }
    }
}
