package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HandOverCostApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hand-over outside of runs allocates under the agent: as much as without it, counted over 100,000 of them. */
@Shows(area = "Safety and cost", row = "Hand-overs outside of runs allocate nothing")
@ParameterizedClass
@MethodSource("everyJdk")
class HandOverCostIT {

    private static final String PATH = "/internal/job/";

    private final Twins app;

    HandOverCostIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyJdk() {
        return Matrix.jdks()
                .map(jdk -> new Twins(
                        jdk.toString(),
                        () -> Program.of(HandOverCostApp.class)
                                .on(jdk)
                                .classPath(Fixtures.withTestClasses(
                                        Library.named("logback").newest()))
                                .jvm("--add-opens=java.base/java.lang=ALL-UNNAMED")));
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute", "submit", "cancel", "fork-join", "run"})
    void allocatesNothingOutsideOfRuns(String how) {
        // After this all is woven, and no run is open.
        app.send("run-first", "e-" + how);
        app.receiver().awaitSpan("e-" + how);

        String with = lastLine(app.send(JobRequest.ordinary(PATH + how)));

        assertThat(with).contains("bytes ");
        assertThat(with.replace("count 0", ""))
                .isEqualTo(lastLine(app.sendToTheOther(JobRequest.ordinary(PATH + how)))
                        .replace("count -1", ""));
    }

    private static String lastLine(String answer) {
        return answer.lines().reduce("", (before, line) -> line);
    }
}
