package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A port of the agent's own, for an application whose metrics nobody else takes. */
@Shows(area = "Metrics", row = "A port of the agent's own")
class PrometheusPortIT {

    private static final String PATH = "/internal/job/";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final int port = freePort();
    private final HttpClient client = HttpClient.newHttpClient();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Empty as long as the port is closed. */
    private String scrape() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (ConnectException closed) {
            return "";
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void servesTheMetricsAndLetsTheProgramEnd(Jdk jdk) throws Exception {
        try (Program app = Neighbours.program("PlainApp", "plain", List.of())
                .on(jdk)
                .agent("")
                .environment("JOBFLOW_AGENT_PROMETHEUS_PORT", Integer.toString(port))
                .start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            Awaitility.await().atMost(LIMIT).until(() -> scrape().contains("_count"));
            assertThat(scrape().lines())
                    .contains(
                            "# TYPE jobflow_attempt_duration_seconds histogram",
                            "jobflow_attempt_duration_seconds_bucket{job=\"order-sync\",result=\"success\","
                                    + "trigger=\"request\",le=\"+Inf\"} 1",
                            "jobflow_attempt_duration_seconds_count{job=\"order-sync\",result=\"success\",trigger=\"request\"} 1",
                            "# TYPE jobflow_attempt_active gauge",
                            "jobflow_attempt_active{job=\"order-sync\",trigger=\"request\"} 0");
            assertThat(app.stop()).isZero();
            assertThat(app.err()).isEmpty();
        }
    }

    @Test
    void staysEmptyWhereMetricsAreSent() throws Exception {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app = Neighbours.program("PlainApp", "plain", List.of())
                        .agent("prometheus.port=" + port)
                        .exportTo(receiver)
                        .start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            receiver.awaitMetric("jobflow.attempt.duration");
            assertThat(scrape()).isEmpty();
            assertThat(app.err())
                    .containsExactly(
                            "jobflow-agent: jobflow.agent.prometheus.port stays empty: metrics are sent by OTLP");
        }
    }

    @Test
    void saysWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                Program app = Neighbours.program("PlainApp", "plain", List.of())
                        .agent("prometheus.port=" + taken.getLocalPort())
                        .start()) {
            String answer = JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            assertThat(answer).startsWith("HTTP/1.1 200 ");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> app.err().stream().anyMatch(line -> line.contains("jobflow.agent.prometheus.port")));
        }
    }
}
