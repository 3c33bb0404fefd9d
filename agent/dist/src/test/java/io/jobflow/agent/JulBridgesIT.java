package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.JulApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of {@code java.util.logging} that become events of Logback or Log4j have the entries once: as those have them. */
@Shows(area = "Logs", row = "java.util.logging by jul-to-slf4j or log4j-jul")
@ParameterizedClass
@MethodSource("everyBridge")
class JulBridgesIT {

    private final Twins app;

    JulBridgesIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyBridge() {
        return Stream.of(
                        Matrix.of("jul-to-slf4j").map(with -> twins(with, "", "-Dfixture.bridge=slf4j")),
                        Matrix.of("log4j-jul").map(with -> twins(with, ", handler", "-Dfixture.bridge=log4j")),
                        Matrix.of("log4j-jul")
                                .map(with -> twins(
                                        with,
                                        ", log manager",
                                        "-Dfixture.bridge=none",
                                        "-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager")))
                .flatMap(each -> each);
    }

    private static Twins twins(MatrixCase with, String way, String... properties) {
        return new Twins(with + way, () -> program(with, properties));
    }

    private static ProgramBuilder program(MatrixCase with, String... properties) {
        return Program.of(JulApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm(properties)
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS)
                .jvm("-Dlog4j2.configurationFile=" + Fixtures.LOG4J_SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @Test
    void putsTheEntriesIntoTheEventAndNotIntoItsText() {
        app.send("plain", "e-bridged");

        assertThat(app.awaitLines("plain text", 2))
                .filteredOn(line -> line.contains("e-bridged"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("plain text trace=[" + JobRequest.TRACE_ID + "]", "execution=[e-bridged]")
                        .doesNotContain("traceId="));
    }

    @Test
    void stampsLinesOfWorkThatWasHandedOver() {
        app.send("pool", "e-handed");

        assertThat(app.awaitLines("on another thread", 2)).allMatch(line -> line.contains("execution=[e-handed]"));
    }
}
