package io.jobflow.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.jobflow.scheduler.store.doctor.Doctor;
import io.jobflow.scheduler.store.doctor.DoctorReport;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import io.jobflow.scheduler.store.jdbc.ReadOnlyDatabase;
import io.jobflow.scheduler.testkit.DatabaseServer;
import io.jobflow.scheduler.time.SystemTime;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL: one fires, the other stands by and takes over when the first is killed. */
@Timeout(240)
class StandbyProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String JOB = "/api/v1/jobs/each-second";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final DatabaseSettings database = DatabaseServer.POSTGRESQL.newDatabase();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everyFireHasOneRowOverTheKillOfTheActiveProcess() throws Exception {
        HttpServer executor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        executor.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        executor.start();
        try (Node first = new Node("first")) {
            await().atMost(PATIENCE).until(() -> first.get("/health/ready").statusCode() == 200);
            try (Node second = new Node("second")) {
                await().atMost(PATIENCE)
                        .until(() -> second.get("/health/ready").body().contains("stands by"));
                String body = "{\"schedule\": {\"fixedRate\": \"1s\"}, \"target\": {\"urls\": [\"http://127.0.0.1:"
                        + executor.getAddress().getPort() + "\"], \"handler\": \"x\"}}";
                HttpResponse<String> refused = second.put(JOB, body);
                assertThat(first.put(JOB, body).statusCode()).isEqualTo(201);
                awaitFires(second, 2);

                first.kill();
                await().atMost(PATIENCE).until(() -> second.get("/health/ready").statusCode() == 200);
                awaitFires(second, fires(second).size() + 3);

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.body()).contains("scheduler.standby").contains(first.url);
                assertThat(second.get("/health/live").statusCode()).isEqualTo(200);
                List<Instant> fires = fires(second);
                Instant last = fires.get(fires.size() - 1);
                assertThat(fires)
                        .containsExactlyElementsOf(
                                Stream.iterate(fires.get(0), time -> !time.isAfter(last), time -> time.plusSeconds(1))
                                        .toList());
                DoctorReport report = Doctor.examine(ReadOnlyDatabase.of(database), new SystemTime().now(), done -> {});
                assertThat(report.violations()).as(report.findings().toString()).isZero();
            }
        } finally {
            executor.stop(0);
        }
    }

    private static void awaitFires(Node node, int count) {
        await().atMost(PATIENCE).until(() -> fires(node).size() >= count);
    }

    private static List<Instant> fires(Node node) throws IOException, InterruptedException {
        JsonNode items =
                JSON.readTree(node.get(JOB + "/executions?size=500").body()).path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> Instant.parse(item.path("fireTime").asText()))
                .sorted()
                .toList();
    }

    /** One process of the server. */
    private final class Node implements AutoCloseable {

        private final Process process;
        private final String url;

        Node(String name) throws IOException {
            int port = freePort();
            url = "http://127.0.0.1:" + port;
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName());
            builder.environment().put("JOBFLOW_SERVER_PORT", Integer.toString(port));
            builder.environment().put("JOBFLOW_DATABASE_URL", database.url());
            putIfSet(builder, "JOBFLOW_DATABASE_USER", database.user());
            putIfSet(builder, "JOBFLOW_DATABASE_PASSWORD", database.password());
            File log = folder.resolve(name + ".log").toFile();
            process = builder.redirectErrorStream(true).redirectOutput(log).start();
        }

        private static void putIfSet(ProcessBuilder builder, String name, @Nullable String value) {
            if (value != null) {
                builder.environment().put(name, value);
            }
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
            await().atMost(PATIENCE).ignoreException(ConnectException.class).until(() -> {
                client.send(request, BodyHandlers.discarding());
                return true;
            });
            return client.send(request, BodyHandlers.ofString());
        }

        HttpResponse<String> put(String path, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString(body))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        }

        void kill() {
            process.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            kill();
        }
    }
}
