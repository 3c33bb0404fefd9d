package com.acme.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrderServiceTest {

    private static OrderService service;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        service = OrderService.start(0);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void syncsTheRangeOfTheHeaders() throws Exception {
        HttpRequest request = post("order-sync", "{\"startId\":1,\"endId\":2}")
                .header("X-Start-Id", "101")
                .header("X-End-Id", "150")
                .build();

        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"SUCCESS\"", "50 orders synced, 50 of them new");
    }

    @Test
    void syncsTheRangeOfTheBodyAndTwiceDoesNoHarm() throws Exception {
        HttpRequest request =
                post("order-sync", "{\"startId\":1001,\"endId\":1020}").build();

        client.send(request, BodyHandlers.ofString());
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

        assertThat(response.body()).contains("20 orders synced, 0 of them new");
    }

    @Test
    void syncsAllOrdersWithoutARange() throws Exception {
        HttpResponse<String> response = client.send(post("order-sync", "").build(), BodyHandlers.ofString());

        assertThat(response.body()).contains("100000 orders synced");
    }

    @Test
    void checksTheStock() throws Exception {
        HttpResponse<String> response =
                client.send(post("inventory-check", "{}").build(), BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"SUCCESS\"", "of 250 articles are short");
    }

    @Test
    void failsAsOftenAsItsParametersAsk() throws Exception {
        HttpRequest request = post("inventory-check", "{\"failTimes\":1}").build();

        HttpResponse<String> first = client.send(request, BodyHandlers.ofString());
        HttpResponse<String> second = client.send(request, BodyHandlers.ofString());

        assertThat(first.statusCode()).isEqualTo(500);
        assertThat(first.body()).contains("\"FAILED\"", "failure 1 of the 1");
        assertThat(second.statusCode()).isEqualTo(200);
    }

    @Test
    void refusesParametersThatMakeNoSense() throws Exception {
        HttpResponse<String> garbage = client.send(post("order-sync", "{").build(), BodyHandlers.ofString());
        HttpResponse<String> batch =
                client.send(post("order-sync", "{\"batchSize\":0}").build(), BodyHandlers.ofString());

        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(batch.statusCode()).isEqualTo(400);
        assertThat(batch.body()).contains("batchSize is 0 (expected at least 1)");
    }

    @Test
    void answersOrdinaryRequests() throws Exception {
        HttpResponse<String> found = client.send(get("/orders/42"), BodyHandlers.ofString());
        HttpResponse<String> missing = client.send(get("/orders/100001"), BodyHandlers.ofString());
        HttpResponse<String> health = client.send(get("/health"), BodyHandlers.ofString());

        assertThat(found.body()).contains("\"id\":42");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void readsItsPortFromOptionThenVariable() {
        assertThat(OrderService.portFrom(new String[] {"--port", "0"}, "9000")).isZero();
        assertThat(OrderService.portFrom(new String[0], "9000")).isEqualTo(9000);
        assertThat(OrderService.portFrom(new String[0], null)).isEqualTo(8081);
        assertThatThrownBy(() -> OrderService.portFrom(new String[] {"--port", "http"}, null))
                .hasMessage("The option --port is \"http\" (expected: 0 to 65535)");
    }

    private HttpRequest.Builder post(String job, String body) {
        return HttpRequest.newBuilder(uri("/internal/job/" + job)).POST(BodyPublishers.ofString(body));
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.port() + path);
    }
}
