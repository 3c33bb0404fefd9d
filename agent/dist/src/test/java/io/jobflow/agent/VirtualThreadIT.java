package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.VirtualThreadApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What virtual threads, structured scopes and a fork-join pool's schedules carry, on every JDK that has them all. Each
 * line is logged by two appenders.
 */
@Shows(area = "Context over threads", row = "Virtual threads and structured concurrency")
@ParameterizedClass(allowZeroInvocations = true)
@MethodSource("everyJdkThatHasAllOfIt")
class VirtualThreadIT {

    private static final String PATH = "/internal/job/";
    private static final int FIRST = 25;

    private final Twins app;

    VirtualThreadIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyJdkThatHasAllOfIt() {
        return Matrix.jdksFrom(FIRST).map(jdk -> new Twins(jdk.toString(), () -> program(jdk)));
    }

    private static ProgramBuilder program(Jdk jdk) {
        return Program.of(VirtualThreadApp.class)
                .on(jdk)
                .classPath(Fixtures.withTestClasses(Library.named("logback").newest()))
                .jvm(
                        "-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS,
                        "--enable-preview",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+BytecodeVerificationLocal",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED");
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @ParameterizedTest
    @CsvSource({
        "virtual, 2",
        "platform, 2",
        "unstarted, 2",
        "virtual-execute, 2",
        "virtual-submit, 2",
        "virtual-invoke-all, 2",
        "platform-submit, 2",
        "virtual-dies, 2",
        "virtual-to-pool, 2",
        "virtual-parks, 40",
        "structured, 2",
        "structured-many, 40",
        "delayed, 2",
        "delayed-callable, 2",
    })
    void stampsTheLinesOfTheOtherThreadAndLeavesNothing(String how, int lines) {
        app.send(how, "e-" + how);

        assertThat(app.awaitLines("working " + how, lines))
                .hasSize(lines)
                .allSatisfy(line ->
                        assertThat(line).contains("trace=[" + JobRequest.TRACE_ID + "]", "execution=[e-" + how + "]"));
        awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"virtual", "virtual-submit", "virtual-to-pool", "virtual-parks", "structured", "delayed"})
    void stampsNothingOutsideOfARun(String how) {
        app.send(JobRequest.ordinary(PATH + "plain-" + how));

        assertThat(app.awaitLines("working plain-" + how, 2))
                .allMatch(line -> line.contains("trace=[]") && line.contains("execution=[]"));
        awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "shut-down", "delayed-cancelled", "delayed-shut-down"})
    void keepsNothingOfWorkThatIsNotDone(String how) {
        app.send(how, "e-" + how);

        awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = "recurring")
    void carriesNothingWithWorkThatRecurs(String how) {
        app.send(how, "e-" + how);

        assertThat(app.awaitLines("working " + how, 4)).allMatch(line -> line.contains("execution=[]"));
        awaitNothingLeft();
    }

    private void awaitNothingLeft() {
        Awaitility.await("no work kept")
                .pollInterval(Duration.ofMillis(10))
                .until(() -> app.send(JobRequest.ordinary(PATH + "count")).endsWith("count 0"));
    }
}
