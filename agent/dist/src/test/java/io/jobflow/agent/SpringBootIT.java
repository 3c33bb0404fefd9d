package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.FatJar;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Spring Boot service in its fat jar, whose classes come from jars within the jar. */
@Shows(area = "Coexistence", row = "Spring Boot fat jar")
class SpringBootIT {

    private static final String PATH = "/internal/job/plain";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private ProgramBuilder fatJar() {
        List<Path> content = Neighbours.classPath(
                "BootApp", "boot", Library.named("spring-boot").newest());
        Path loader = Library.named("spring-boot-loader").newest().get(0);
        Path jar = folder.resolve("orders-1.0.jar");
        if (!Files.exists(jar)) {
            FatJar.pack(jar, "coexist.BootApp", loader, content);
        }
        return Program.of("coexist.BootApp").launchedBy("-jar", jar.toString());
    }

    private static String actuator(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void recordsTheRunAndItsMetricsInTheActuator() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app =
                        fatJar().on(Jdk.newest()).agent("").exportTo(receiver).start()) {
            String answer = JobRequest.traced(PATH, "e-1").send(app.port());

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("{\"status\":\"SUCCESS\"}");
            assertThat(receiver.awaitSpan("e-1").parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(receiver.awaitSpan("e-1").resourceAttribute("service.name"))
                    .isEqualTo("orders");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> actuator(app.port())
                            .contains("jobflow_attempt_duration_seconds_count{job=\"order-sync\","
                                    + "result=\"success\"} 1"));
            assertThat(actuator(app.port())).contains("jvm_memory_used_bytes");
            receiver.awaitMetric("jobflow.agent.failures");
            assertThat(app.stop()).isZero();
            assertThat(app.err()).isEmpty();
            assertThat(receiver.spans()).hasSize(1);
            assertThat(receiver.metricNames()).doesNotContain("jobflow.attempt.duration");
        }
    }

    @Test
    void answersTheSameAsWithoutTheAgent() {
        try (Program with = fatJar().agent("").start();
                Program without = fatJar().start()) {
            assertThat(JobRequest.traced(PATH, "e-1").send(with.port()))
                    .isEqualTo(JobRequest.traced(PATH, "e-1").send(without.port()));
            assertThat(with.stop()).isEqualTo(without.stop());
        }
    }
}
