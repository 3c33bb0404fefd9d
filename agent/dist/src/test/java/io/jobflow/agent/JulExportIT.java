package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.JulApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedLine;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of {@code java.util.logging} at an OTLP back end: once each, also where a bridge makes other lines of them. */
@Shows(area = "Logs", row = "OTLP export of lines written during a run (java.util.logging)")
class JulExportIT {

    private static final String PATH = "/internal/job/";

    private final OtlpReceiver receiver = new OtlpReceiver();

    static Stream<Way> everyWay() {
        return Jdk.all().stream()
                .flatMap(jdk -> Stream.of(
                        new Way(jdk, "", null, "appended"),
                        new Way(jdk, "", null, "alone"),
                        new Way(jdk, "jul-to-slf4j", "slf4j", "bridged"),
                        new Way(jdk, "log4j-jul", "log4j", "bridged")));
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void exportsEachLineOfARunOnce(Way way) {
        String arguments = way.name().equals("alone") ? "logs.jul=off" : "";
        try (Program app =
                way.program().agent(arguments).exportTo(receiver, "logs").start()) {
            JobRequest.ordinary(PATH + "plain").send(app.port());
            JobRequest.traced(PATH + "parameters", "e-parameters").send(app.port());
            JobRequest.traced(PATH + "translated", "e-translated").send(app.port());
            JobRequest.traced(PATH + "thrown", "e-thrown").send(app.port());
            JobRequest.traced(PATH + "below-the-level", "e-below").send(app.port());
            JobRequest.traced(PATH + "pool", "e-pool").send(app.port());

            assertThat(app.stop()).as(app::toString).isZero();

            String spanId = receiver.awaitSpan("e-thrown").spanId();
            ReceivedLine thrown = receiver.awaitLine("failed");
            assertThat(thrown.traceId()).isEqualTo(JobRequest.TRACE_ID);
            assertThat(thrown.spanId()).isEqualTo(spanId);
            assertThat(thrown.line().getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
            assertThat(thrown.logger()).isEqualTo("com.acme.orders");
            assertThat(thrown.attributes())
                    .containsEntry("jobflow.execution.id", "e-thrown")
                    .containsEntry("exception.message", "closed");
            assertThat(receiver.lines())
                    .extracting(ReceivedLine::text)
                    .containsExactlyInAnyOrder("3 of 4 orders, '{0}'", "7 Bestellungen", "failed", "on another thread");
            assertThat(app.out()).noneMatch(line -> arguments.contains("off") && line.contains("traceId="));
            assertThat(app.err()).noneMatch(text -> text.contains("jobflow-agent"));
        }
    }

    /** @param library empty for none */
    record Way(Jdk jdk, String library, @Nullable String bridge, String name) {
        ProgramBuilder program() {
            ProgramBuilder program = Program.of(JulApp.class).on(jdk);
            return bridge == null
                    ? program
                    : program.classPath(Fixtures.withTestClasses(
                                    Library.named(library).newest()))
                            .jvm("-Dfixture.bridge=" + bridge)
                            .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS)
                            .jvm("-Dlog4j2.configurationFile=" + Fixtures.LOG4J_SETTINGS);
        }
    }
}
