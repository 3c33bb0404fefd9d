package io.jobflow.bridge.setup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OTLP back end over HTTP that keeps what it is sent and answers with one status. */
final class BackEnd implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private BackEnd(HttpServer server, int status) {
        this.server = server;
        this.status = status;
    }

    static BackEnd answering(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        BackEnd backEnd = new BackEnd(server, status);
        server.createContext("/", backEnd::answer);
        server.start();
        return backEnd;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        requests.add(exchange.getRequestURI().getPath() + " " + new String(body, StandardCharsets.ISO_8859_1));
    }

    /** Path and body of each request; the body as Latin-1, in which names stay readable. */
    List<String> requests() {
        return requests;
    }

    String endpoint() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
