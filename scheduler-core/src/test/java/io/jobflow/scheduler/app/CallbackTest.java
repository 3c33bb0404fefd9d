package io.jobflow.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.jobflow.scheduler.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor that accepts the work ({@code 202}) and reports later, and the whole server around it. */
class CallbackTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TOKEN = "s3cret";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Accepted> accepted = new CopyOnWriteArrayList<>();
    private HttpServer executor;
    private int port;
    private Server server;

    /** What the executor keeps of a request. */
    private record Accepted(String callback, String checkpoint) {}

    @BeforeEach
    void start() throws IOException {
        executor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        executor.createContext("/internal/job/export", exchange -> {
            String checkpoint = exchange.getRequestHeaders().getFirst("X-JobFlow-Checkpoint");
            accepted.add(new Accepted(
                    exchange.getRequestHeaders().getFirst("X-JobFlow-Callback"),
                    checkpoint == null ? "" : URLDecoder.decode(checkpoint, StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        executor.start();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = Server.start(settings());
        String job = """
                {"schedule": {"manual": true}, "target": {"urls": ["http://127.0.0.1:%d"], "handler": "export"},
                 "retry": {"initialDelay": "1ms"}}""".formatted(executor.getAddress().getPort());
        await().atMost(PATIENCE)
                .until(() -> call("PUT", "/api/v1/jobs/export", job).statusCode() < 300);
    }

    @AfterEach
    void stop() {
        server.close();
        executor.stop(0);
    }

    @Test
    void reportsAfterTheSchedulerWasRestarted() throws Exception {
        String execution = fire();
        server.close();
        server = Server.start(settings());

        HttpResponse<String> first = reportOnceReady("{\"status\":\"SUCCESS\",\"message\":\"12 files\"}");
        HttpResponse<String> again = report(0, "{\"status\":\"SUCCESS\"}");
        HttpResponse<String> other = report(0, "{\"status\":\"FAILED\"}");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(json(other).path("code").asText()).isEqualTo("attempt.ended");
        JsonNode stored = json(call("GET", execution, ""));
        assertThat(stored.path("status").asText()).isEqualTo("success");
        assertThat(stored.at("/shards/0/attempts/0/message").asText()).isEqualTo("12 files");
    }

    @Test
    void handsTheCheckpointOfAFailureToTheNextAttempt() throws Exception {
        String execution = fire();

        report(0, "{\"status\":\"FAILED\",\"error\":\"java.io.IOException\",\"checkpoint\":{\"file\":\"第七\"}}");
        await().atMost(PATIENCE).until(() -> accepted.size() == 2);
        report(1, "{\"status\":\"SUCCESS\"}");

        assertThat(accepted.get(0).checkpoint()).isEmpty();
        assertThat(accepted.get(1).checkpoint()).isEqualTo("{\"file\":\"第七\"}");
        assertThat(accepted.get(1).callback()).isNotEqualTo(accepted.get(0).callback());
        JsonNode stored = json(call("GET", execution, ""));
        assertThat(stored.path("status").asText()).isEqualTo("success");
        assertThat(stored.at("/shards/0/attempts/0/error").asText()).isEqualTo("java.io.IOException");
    }

    @Test
    void theSecretOfOneAttemptDoesNotOpenAnother() throws Exception {
        fire();
        String secret = accepted.get(0).callback().replaceAll(".*/", "");
        report(0, "{\"status\":\"FAILED\"}");
        await().atMost(PATIENCE).until(() -> accepted.size() == 2);
        String second = accepted.get(1).callback().replaceAll("[^/]*$", "") + secret;

        assertThat(post(second, "{\"status\":\"SUCCESS\"}").statusCode()).isEqualTo(403);
    }

    private String fire() throws Exception {
        HttpResponse<String> triggered = call("POST", "/api/v1/jobs/export/trigger", "");
        await().atMost(PATIENCE).until(() -> accepted.size() == 1);
        return "/api/v1/executions/" + json(triggered).path("executionId").asText();
    }

    private HttpResponse<String> reportOnceReady(String body) throws Exception {
        await().atMost(PATIENCE).until(() -> call("GET", "/health/ready", "").statusCode() == 200);
        return report(0, body);
    }

    private HttpResponse<String> report(int request, String body) throws Exception {
        return post(accepted.get(request).callback(), body);
    }

    private HttpResponse<String> post(String address, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url() + path))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new JsonMapper().readTree(answer.body());
    }

    private ServerSettings settings() {
        return ServerSettings.from(Settings.of(Map.of(
                "jobflow.server.port",
                String.valueOf(port),
                "jobflow.server.public-url",
                "http://127.0.0.1:" + port + "/",
                "jobflow.api.token",
                TOKEN,
                "jobflow.data.dir",
                folder.toString())));
    }
}
