package com.acme.orders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's endpoints: orders for the shop, a health check, and two jobs for whoever keeps the clock. */
final class HttpApi {

    private static final Logger log = LoggerFactory.getLogger(HttpApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OrderBook book;
    private final Warehouse warehouse;
    private final OrderSync orderSync;
    private final InventoryCheck inventoryCheck;
    private final Drill drill = new Drill();

    HttpApi(OrderBook book, Warehouse warehouse) {
        this.book = book;
        this.warehouse = warehouse;
        this.orderSync = new OrderSync(book, warehouse);
        this.inventoryCheck = new InventoryCheck(book, warehouse);
    }

    void register(HttpServer server) {
        server.createContext("/health", exchange -> answer(exchange, 200, Map.of("status", "UP")));
        server.createContext("/orders/", this::order);
        server.createContext("/internal/job/order-sync", job("order-sync", this::syncOrders));
        server.createContext(
                "/internal/job/inventory-check", job("inventory-check", parameters -> inventoryCheck.check()));
    }

    private String syncOrders(JobParameters parameters) {
        int batchSize = (int) parameters.longValue("batchSize", 5_000);
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is " + batchSize + " (expected at least 1)");
        }
        return orderSync.sync(parameters.startId(1), parameters.endId(book.size()), batchSize);
    }

    private void order(HttpExchange exchange) throws IOException {
        String id = exchange.getRequestURI().getPath().substring("/orders/".length());
        Optional<Order> order = id.matches("[0-9]{1,18}") ? book.find(Long.parseLong(id)) : Optional.empty();
        log.info(
                "Order {} looked up; the warehouse knows {} orders",
                order.isPresent() ? id : "?",
                warehouse.knownOrders());
        if (order.isPresent()) {
            answer(exchange, 200, order.get());
        } else {
            answer(exchange, 404, Map.of("message", "there is no such order"));
        }
    }

    private HttpHandler job(String name, Job job) {
        return exchange -> {
            log.info("Job {} was called", name);
            try {
                JobParameters parameters = JobParameters.of(exchange);
                drill.rehearse(parameters);
                answer(exchange, 200, outcome("SUCCESS", job.run(parameters)));
            } catch (IllegalStateException e) {
                log.error("Job {} failed", name, e);
                answer(exchange, 500, outcome("FAILED", e.getMessage()));
            } catch (IllegalArgumentException | JsonProcessingException e) {
                log.warn("Job {} was called with parameters that make no sense: {}", name, e.getMessage());
                answer(exchange, 400, outcome("FAILED", e.getMessage()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer(exchange, 503, outcome("FAILED", "the service is stopping"));
            }
        };
    }

    private static Map<String, String> outcome(String status, String message) {
        return Map.of("status", status, "message", message);
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** What one endpoint does; answers a sentence about the work done. */
    @FunctionalInterface
    private interface Job {
        String run(JobParameters parameters);
    }
}
