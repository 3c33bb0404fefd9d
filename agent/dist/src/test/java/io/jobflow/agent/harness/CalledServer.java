package io.jobflow.agent.harness;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that programs call. Answers by path: {@code /ok} 200, {@code /missing} 404, {@code /moved} 302 to {@code /ok}.
 * Keeps what came. Safe for use by any thread.
 */
public final class CalledServer implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    public CalledServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String query = exchange.getRequestURI().getRawQuery();
            received.add(new Received(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
            switch (exchange.getRequestURI().getPath()) {
                case "/ok" -> exchange.sendResponseHeaders(200, -1);
                case "/moved" -> {
                    exchange.getResponseHeaders().set("Location", "/ok?" + query);
                    exchange.sendResponseHeaders(302, -1);
                }
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The requests whose URI contains this, in the order in which they came. */
    public List<Received> received(String part) {
        return received.stream().filter(request -> request.uri().contains(part)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A request. */
    public record Received(String method, String uri, Headers headers) {

        /** All values of the header; empty if it is absent. */
        public List<String> header(String name) {
            return headers.getOrDefault(name, List.of());
        }
    }
}
