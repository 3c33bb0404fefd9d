package io.jobflow.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.http.ApiStartException;
import io.jobflow.scheduler.store.StoreOpenException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server in this process: real store, engine and calls. */
class ServerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer executor;
    private Server server;

    @BeforeEach
    void start() throws IOException {
        executor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        executor.createContext("/internal/job/sync", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        executor.start();
        server = Server.start(settings(Map.of()));
    }

    @AfterEach
    void stop() {
        server.close();
        executor.stop(0);
    }

    @Test
    void runsAJobToItsEnd() throws Exception {
        put("sync", "{\"manual\": true}");

        JsonNode triggered = send("POST", "/api/v1/jobs/sync/trigger", "{\"params\": {\"day\": 1}}");

        String execution = "/api/v1/executions/" + triggered.path("traceId").asText();
        await().atMost(PATIENCE).until(() -> status(execution).equals("success"));
        assertThat(send("GET", execution, "")
                        .at("/shards/0/attempts/0/httpStatus")
                        .asInt())
                .isEqualTo(200);
    }

    @Test
    void answersARepeatedTriggerWithTheSameExecution() throws Exception {
        put("sync", "{\"manual\": true}");

        JsonNode first = trigger("monday", "{\"params\": {\"day\": 1}}");
        JsonNode again = trigger("monday", "{\"params\": {\"day\": 1}}");
        JsonNode other = trigger("monday", "{\"params\": {\"day\": 2}}");

        assertThat(again.path("executionId")).isEqualTo(first.path("executionId"));
        assertThat(other.path("status").asInt()).isEqualTo(409);
    }

    @Test
    void keepsJobsOverARestart() throws Exception {
        put("nightly", "{\"cron\": \"0 3 * * *\", \"zone\": \"Asia/Shanghai\"}");
        JsonNode before = send("GET", "/api/v1/jobs/nightly", "");

        server.close();
        server = Server.start(settings(Map.of()));

        assertThat(send("GET", "/api/v1/jobs/nightly", "")).isEqualTo(before);
    }

    @Test
    void isReadyOnceItFires() {
        await().atMost(PATIENCE)
                .until(() ->
                        send("GET", "/health/ready", "").path("status").asText().equals("ready"));
    }

    @Test
    void refusesADataDirectoryThatIsInUse() {
        assertThatThrownBy(() -> Server.start(settings(Map.of())))
                .isInstanceOf(StoreOpenException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void refusesAPortThatIsTakenAndLetsGoOfTheData() throws Exception {
        int taken = executor.getAddress().getPort();
        Map<String, String> elsewhere =
                Map.of("jobflow.data.dir", folder.resolve("other").toString());
        Map<String, String> onTakenPort = new HashMap<>(elsewhere);
        onTakenPort.put("jobflow.server.port", String.valueOf(taken));

        assertThatThrownBy(() -> Server.start(settings(onTakenPort)))
                .isInstanceOf(ApiStartException.class)
                .hasMessageContaining("port " + taken);

        Server.start(settings(elsewhere)).close();
    }

    @Test
    void refusesAnAddressOfAnotherMachine() {
        Map<String, String> abroad = Map.of(
                "jobflow.data.dir", folder.resolve("other").toString(),
                "jobflow.server.host", "192.0.2.1",
                "jobflow.api.token", "s3cret");

        assertThatThrownBy(() -> Server.start(settings(abroad)))
                .isInstanceOf(ApiStartException.class)
                .hasMessageContaining("192.0.2.1");
    }

    private ServerSettings settings(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>();
        properties.put("jobflow.server.port", "0");
        properties.put("jobflow.data.dir", folder.toString());
        properties.put(
                "jobflow.services.orders",
                "http://127.0.0.1:" + executor.getAddress().getPort());
        properties.putAll(more);
        return ServerSettings.from(Settings.of(properties));
    }

    private void put(String name, String schedule) throws Exception {
        String job = "{\"schedule\": " + schedule + ", \"target\": {\"service\": \"orders\", \"handler\": \"sync\"}}";
        assertThat(send("PUT", "/api/v1/jobs/" + name, job).path("name").asText())
                .isEqualTo(name);
    }

    private String status(String execution) throws Exception {
        return send("GET", execution, "").path("status").asText();
    }

    private JsonNode trigger(String key, String body) throws Exception {
        return send(request("POST", "/api/v1/jobs/sync/trigger", body).header("Idempotency-Key", key));
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        return send(request(method, path, body));
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
    }

    private JsonNode send(HttpRequest.Builder request) throws Exception {
        return new JsonMapper()
                .readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }
}
