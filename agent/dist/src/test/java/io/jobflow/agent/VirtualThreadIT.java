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
import java.util.stream.Stream;
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
class VirtualThreadIT extends HandOverSuite {

    private static final int FIRST = 25;

    VirtualThreadIT(Twins app) {
        super(app);
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
        isStamped(how, lines);
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
}
