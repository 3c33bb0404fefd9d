package com.acme.orders;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the service: {@code java -jar order-executor.jar [--port N]}. Without the option the variable {@code PORT} is
 * read, then 8081 is taken; 0 means any free port. It listens on the loopback interface only and says where.
 */
public final class OrderService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OrderService.class);
    private static final int ORDERS = 100_000;
    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private OrderService(HttpServer server) {
        this.server = server;
    }

    static OrderService start(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        OrderService service = new OrderService(HttpServer.create(address, 0));
        new HttpApi(OrderBook.generated(ORDERS), new Warehouse()).register(service.server);
        service.server.setExecutor(service.threads);
        service.server.start();
        return service;
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }

    public static void main(String[] args) throws IOException {
        OrderService service;
        try {
            service = start(portFrom(args, System.getenv("PORT")));
        } catch (IllegalArgumentException e) {
            log.error("{}", e.getMessage());
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
        log.info("Order service listens on http://127.0.0.1:{}", service.port());
    }

    static int portFrom(String[] args, String variable) {
        if (args.length == 0) {
            return variable == null || variable.isBlank() ? 8081 : port(variable, "variable PORT");
        }
        if (args.length == 2 && args[0].equals("--port")) {
            return port(args[1], "option --port");
        }
        throw new IllegalArgumentException("Unknown arguments \"" + String.join(" ", args) + "\" (expected: --port N)");
    }

    private static int port(String text, String origin) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("The " + origin + " is \"" + text + "\" (expected: 0 to 65535)");
        }
        return Integer.parseInt(text);
    }
}
