package io.jobflow.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jobflow.bridge.JobHeaders;
import io.jobflow.scheduler.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler goes while a handler is at work; the next one asks the executor what became of it. */
class RecoveryServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Headers> asked = new CopyOnWriteArrayList<>();
    private volatile String status = "{\"status\":\"SUCCESS\",\"message\":\"done meanwhile\"}";
    private HttpServer executor;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        executor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        executor.setExecutor(threads);
        executor.createContext("/internal/job/sync", exchange -> work());
        executor.createContext("/internal/job-status", this::tell);
        executor.start();
        server = Server.start(settings());
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.close();
        executor.stop(0);
        threads.shutdownNow();
    }

    @Test
    void takesOverWhatTheExecutorSaysOfAnAttemptThatEndedMeanwhile() throws Exception {
        String execution = loseTheSchedulerDuringAnAttempt();

        await().atMost(PATIENCE)
                .until(() -> get(execution).path("status").asText().equals("success"));

        JsonNode attempts = get(execution).at("/shards/0/attempts");
        assertThat(attempts).hasSize(1);
        assertThat(attempts.at("/0/message").asText()).isEqualTo("done meanwhile");
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).getFirst(JobHeaders.ATTEMPT)).isEqualTo("1");
        assertThat(asked.get(0).getFirst(JobHeaders.TRACE_ID))
                .isEqualTo(get(execution).path("traceId").asText());
    }

    @Test
    void givesUpAtOnceWhatTheExecutorHasForgotten() throws Exception {
        status = "";
        String execution = loseTheSchedulerDuringAnAttempt();

        await().atMost(PATIENCE)
                .until(() -> get(execution).path("status").asText().equals("lost"));

        assertThat(get(execution).at("/reason/sentence").asText()).contains("its executor knows nothing of it");
    }

    private String loseTheSchedulerDuringAnAttempt() throws Exception {
        String address = "http://127.0.0.1:" + executor.getAddress().getPort();
        send("PUT", "/api/v1/jobs/sync", """
                {"schedule": {"manual": true}, "timeout": "10m", "onLost": "give-up",
                 "target": {"urls": ["%s"], "handler": "sync", "statusPath": "/internal/job-status"}}
                """.formatted(address));
        JsonNode triggered = send("POST", "/api/v1/jobs/sync/trigger", "{}");
        assertThat(atWork.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        server.close();
        server = Server.start(settings());
        return "/api/v1/executions/" + triggered.path("executionId").asText();
    }

    private void work() throws IOException {
        atWork.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("nobody listens any more");
    }

    private void tell(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestHeaders());
        byte[] body = status.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private ServerSettings settings() {
        return ServerSettings.from(Settings.of(Map.of(
                "jobflow.server.port", "0", "jobflow.data.dir", folder.toString(), "jobflow.server.stop-grace", "0s")));
    }

    private JsonNode get(String path) throws Exception {
        return send("GET", path, "");
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new JsonMapper()
                .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
