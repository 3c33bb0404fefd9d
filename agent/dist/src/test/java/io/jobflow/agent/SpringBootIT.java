package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.FatJar;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot service in its fat jar, whose classes come from jars within the jar. */
@Shows(area = "Coexistence", row = "Spring Boot fat jar")
@ParameterizedClass
@MethodSource("versions")
class SpringBootIT {

    private static final String PATH = "/internal/job/plain";
    /** Old versions write a comma behind the last label. */
    private static final Pattern COUNT = Pattern.compile(
            "jobflow_attempt_duration_seconds_count\\{job=\"order-sync\",result=\"success\",trigger=\"request\",?} 1");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final MatrixCase boot;

    SpringBootIT(MatrixCase boot) {
        this.boot = boot;
    }

    static Stream<MatrixCase> versions() {
        return Matrix.of("spring-boot");
    }

    private ProgramBuilder fatJar() {
        List<Path> content = Neighbours.classPath("BootApp", "boot", boot.jars());
        Path loader = Library.named("spring-boot-loader")
                .version(boot.version().label())
                .jars()
                .get(0);
        Path jar = folder.resolve("orders-1.0.jar");
        if (!Files.exists(jar)) {
            FatJar.pack(jar, "coexist.BootApp", loader, content);
        }
        return Program.of("coexist.BootApp").launchedBy("-jar", jar.toString()).on(boot.jdk());
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
    void recordsTheRunAndItsMetricsInTheActuatorAndAnswersTheSame() {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program with = fatJar().agent("").exportTo(receiver).start();
                Program without = fatJar().start()) {
            String answer = JobRequest.traced(PATH, "e-1").send(with.port());

            assertThat(answer).startsWith("HTTP/1.1 200 ").contains("{\"status\":\"SUCCESS\"}");
            assertThat(answer).isEqualTo(JobRequest.traced(PATH, "e-1").send(without.port()));
            assertThat(receiver.awaitSpan("e-1").parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(receiver.awaitSpan("e-1").resourceAttribute("service.name"))
                    .isEqualTo("orders");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> COUNT.matcher(actuator(with.port())).find());
            assertThat(actuator(with.port())).contains("jvm_memory_used_bytes");
            receiver.awaitMetric("jobflow.agent.failures");
            assertThat(with.stop()).isEqualTo(without.stop());
            assertThat(with.err()).isEqualTo(without.err());
            assertThat(receiver.spans()).hasSize(1);
            assertThat(receiver.metricNames()).doesNotContain("jobflow.attempt.duration");
        }
    }
}
