package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with a Micrometer registry: a run's metrics stand in it, and nowhere else. */
@Shows(area = "Metrics", row = "The application's Micrometer registry")
class MicrometerIT {

    private static final String PATH = "/internal/job/";
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String COUNT =
            "jobflow_attempt_duration_seconds_count{job=\"order-sync\",result=\"success\"} ";

    private final OtlpReceiver receiver = new OtlpReceiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private static ProgramBuilder registryApp(String mode) {
        List<Path> jars = Library.named("micrometer").newest();
        return Neighbours.program("RegistryApp", "micrometer", jars).arguments(mode);
    }

    /** The run ends behind its answer, so its metric may come a moment later. */
    private static String awaitScrape(Program app, String part) {
        JobRequest scrape = JobRequest.ordinary(PATH + "scrape");
        Awaitility.await("a scrape with " + part)
                .atMost(LIMIT)
                .until(() -> scrape.send(app.port()).contains(part));
        return scrape.send(app.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"global", "kept"})
    void recordsInTheApplicationsRegistryAndSendsNoMetric(String mode) {
        for (Jdk jdk : Jdk.all()) {
            try (Program app =
                    registryApp(mode).on(jdk).agent("").exportTo(receiver).start()) {
                JobRequest.traced(PATH + "plain", "e-1").send(app.port());

                String metrics = awaitScrape(app, COUNT + "1");
                receiver.awaitSpan("e-1");
                assertThat(metrics)
                        .contains("orders_received_total 1.0")
                        .contains("jobflow_attempt_duration_seconds_bucket{job=\"order-sync\",result=\"success\","
                                + "le=\"0.25\"}")
                        .contains("jobflow_attempt_active{job=\"order-sync\"} 0.0");
                receiver.awaitMetric("jobflow.agent.failures");
                assertThat(app.stop()).isZero();
                assertThat(app.err()).isEmpty();
                assertThat(receiver.metricNames()).doesNotContain("jobflow.attempt.duration", "jobflow.attempt.active");
            }
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

            String metrics = awaitScrape(app, "_count{job=\"_other\",result=\"success\"} 5");
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
