package io.jobflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/protocol.md as somebody reads it who writes an executor of their own, against what the scheduler really sends. */
class ProtocolIT {

    private static final String KEY = "a key of the house";
    private static final List<String> SIGNED = List.of(
            "x-trace-id",
            "x-jobflow-job",
            "x-jobflow-execution",
            "x-jobflow-attempt",
            "x-jobflow-fire-time",
            "x-jobflow-deadline",
            "x-shard-index",
            "x-shard-total",
            "x-start-id",
            "x-end-id",
            "x-lock-key",
            "x-jobflow-fencing-token",
            "x-jobflow-lease-millis",
            "x-jobflow-callback",
            "x-jobflow-timestamp",
            "x-jobflow-nonce");

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private HttpServer executor;

    @BeforeEach
    void startExecutor() throws IOException {
        executor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        executor.createContext("/", exchange -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        executor.start();
    }

    @AfterEach
    void stopExecutor() {
        executor.stop(0);
    }

    @Test
    void sendsWhatTheProtocolPromises(@TempDir Path data) throws Exception {
        Map<String, String> settings = Map.of("JOBFLOW_DISPATCH_SIGNING_KEY", KEY);
        try (Scheduler scheduler = Scheduler.start(Jdk.current(), data, settings)) {
            scheduler.createJob("""
                    {"name": "own-executor", "schedule": {"manual": true}, "timeout": "30s",
                     "target": {"urls": ["http://127.0.0.1:%d"], "handler": "count"}, "params": {"deep": [1, 2]}}
                    """.formatted(executor.getAddress().getPort()));
            String traceId = scheduler.trigger("own-executor").path("traceId").asText();
            JsonNode execution = scheduler.awaitEnd(traceId);

            assertThat(execution.path("status").asText()).isEqualTo("success");
            assertThat(requests).hasSize(1);
            Request request = requests.get(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/internal/job/count");
            assertThat(request.header("content-type")).startsWith("application/json");
            assertThat(request.header("traceparent")).matches("00-" + traceId + "-[0-9a-f]{16}-01");
            assertThat(request.header("x-trace-id")).isEqualTo(traceId);
            assertThat(request.header("x-jobflow-job")).isEqualTo("own-executor");
            assertThat(request.header("x-jobflow-execution"))
                    .isEqualTo(execution.path("id").asText());
            assertThat(request.header("x-jobflow-attempt")).isEqualTo("1");
            assertThat(Instant.parse(request.header("x-jobflow-fire-time")))
                    .isEqualTo(Instant.parse(execution.path("fireTime").asText()));
            assertThat(Instant.parse(request.header("x-jobflow-deadline")))
                    .isAfter(execution.path("fireTime").asText());
            assertThat(request.header("x-shard-index")).isEqualTo("0");
            assertThat(request.header("x-shard-total")).isEqualTo("1");
            assertThat(request.header("x-jobflow-fencing-token")).matches("[0-9]+");
            assertThat(request.header("x-jobflow-lease-millis")).matches("[0-9]+");
            assertThat(request.headers()).doesNotContainKeys("x-start-id", "x-end-id", "x-jobflow-callback");
            assertThat(new String(request.body(), StandardCharsets.UTF_8).replace(" ", ""))
                    .isEqualTo("{\"deep\":[1,2]}");
            assertThat(request.header("x-jobflow-signature")).isEqualTo(signature(KEY, request.canonical()));
        }
    }

    @Test
    void theExampleInTheProtocolIsRight() throws Exception {
        String page = Files.readString(Jars.source("docs/protocol.md"));
        Matcher example = Pattern.compile(
                        "Key `([^`]+)`, body `([^`]+)`:\\s+```\\n(.*?)\\n```\\s+gives `X-JobFlow-Signature: ([0-9a-f]{64})`",
                        Pattern.DOTALL)
                .matcher(page);

        assertThat(example.find()).isTrue();
        String canonical = example.group(3);
        assertThat(canonical.lines()).hasSize(19).last().isEqualTo(sha256(example.group(2)));
        assertThat(canonical.lines().skip(2).limit(16).map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyElementsOf(SIGNED);
        assertThat(example.group(4)).isEqualTo(signature(example.group(1), canonical));
    }

    private static String signature(String key, String canonical) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8)));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** What arrived; header names without regard to case. */
    private record Request(String method, String path, Map<String, String> headers, byte[] body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String canonical() throws GeneralSecurityException {
            StringBuilder lines = new StringBuilder(method + "\n" + path + "\n");
            for (String name : SIGNED) {
                lines.append(name).append(':').append(header(name)).append('\n');
            }
            return lines.append(sha256(body)).toString();
        }
    }
}
