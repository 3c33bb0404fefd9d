package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with a Micrometer registry: a run's metrics stand in it, and nowhere else. */
@Shows(area = "Metrics", row = "The application's Micrometer registry")
@ParameterizedClass
@MethodSource("versions")
class MicrometerIT {

    private static final String PATH = "/internal/job/";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String COUNT =
            "jobflow_attempt_duration_seconds_count{job=\"order-sync\",result=\"success\",trigger=\"request\"} ";

    private final OtlpReceiver receiver = new OtlpReceiver();

    private final MatrixCase micrometer;

    MicrometerIT(MatrixCase micrometer) {
        this.micrometer = micrometer;
    }

    static Stream<MatrixCase> versions() {
        return Matrix.of("micrometer");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private ProgramBuilder registryApp(String mode) {
        return Neighbours.program("RegistryApp", "micrometer", namesOfOldVersions(), micrometer.jars())
                .on(micrometer.jdk())
                .arguments(mode);
    }

    /** The registry had another package before its client library was a new one. */
    private Map<String, String> namesOfOldVersions() {
        return micrometer.version().label().equals("oldest")
                ? Map.of("micrometer.prometheusmetrics", "micrometer.prometheus")
                : Map.of();
    }

    /** The run ends behind its answer, so its metric may come a moment later. */
    private static String awaitScrape(Program app, String part) {
        JobRequest scrape = JobRequest.ordinary(PATH + "scrape");
        Awaitility.await("a scrape with " + part)
                .atMost(LIMIT)
                .until(() -> scraped(scrape, app).contains(part));
        return scraped(scrape, app);
    }

    /** Old versions write a comma behind the last label. */
    private static String scraped(JobRequest scrape, Program app) {
        return scrape.send(app.port()).replace(",}", "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"global", "kept"})
    void recordsInTheApplicationsRegistryAndSendsNoMetric(String mode) {
        try (Program app = registryApp(mode).agent("").exportTo(receiver).start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            String metrics = awaitScrape(app, COUNT + "1");
            receiver.awaitSpan("e-1");
            assertThat(metrics)
                    .contains("orders_received_total 1.0")
                    .contains("jobflow_attempt_duration_seconds_bucket{job=\"order-sync\",result=\"success\","
                            + "trigger=\"request\",le=\"0.25\"}")
                    .contains("jobflow_attempt_active{job=\"order-sync\",trigger=\"request\"} 0.0");
            receiver.awaitMetric("jobflow.agent.failures");
            assertThat(app.stop()).isZero();
            assertThat(app.err()).isEmpty();
            assertThat(receiver.metricNames()).doesNotContain("jobflow.attempt.duration", "jobflow.attempt.active");
        }
    }

    @Test
    void hasRunsOfRequestsAndOfHandlersInOneRegistry() {
        try (Program app = registryApp("kept")
                .agent("handlers=coexist.RegistryApp#closeBooks")
                .start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());
            awaitScrape(app, COUNT + "1");
            JobRequest.ordinary(PATH + "local").send(app.port());

            String metrics = awaitScrape(app, "trigger=\"local\"");
            assertThat(metrics)
                    .contains(COUNT + "1")
                    .contains(
                            "jobflow_attempt_duration_seconds_count{job=\"RegistryApp.closeBooks\",result=\"success\","
                                    + "trigger=\"local\"} 1")
                    .contains("jobflow_attempt_active{job=\"RegistryApp.closeBooks\",trigger=\"local\"} 0.0");
        }
    }

    @Test
    void capsTheNumberOfJobs() {
        try (Program app = registryApp("kept").agent("").start()) {
            IntStream.range(0, 205)
                    .forEach(number -> JobRequest.ordinary(PATH + "plain")
                            .header("X-JobFlow-Job", "job-" + number)
                            .header("X-JobFlow-Execution", "e-" + number)
                            .header("X-JobFlow-Attempt", "1")
                            .send(app.port()));

            String metrics = awaitScrape(app, "_count{job=\"_other\",result=\"success\",trigger=\"request\"} 5");
            assertThat(metrics.lines().filter(line -> line.startsWith("jobflow_attempt_duration_seconds_count")))
                    .hasSize(201);
        }
    }

    @Test
    void leavesThePortEmptyAndSaysSo() {
        try (Program app = registryApp("global").agent("prometheus.port=1").start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            awaitScrape(app, COUNT + "1");
            assertThat(app.err())
                    .anyMatch(line -> line.contains("jobflow.agent.prometheus.port stays empty: metrics are in the"
                            + " application's Micrometer registry"));
        }
    }
}
