package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.PoolApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JDK's thread pools carry, on every JDK. Each line is logged by two appenders. */
@Shows(area = "Context over threads", row = "Thread pools of the JDK")
@ParameterizedClass
@MethodSource("everyJdk")
class PoolIT extends HandOverSuite {

    PoolIT(Twins app) {
        super(app);
    }

    static Stream<Twins> everyJdk() {
        return Matrix.jdks().map(jdk -> new Twins(jdk.toString(), () -> program(jdk)));
    }

    private static ProgramBuilder program(Jdk jdk) {
        return Program.of(PoolApp.class)
                .on(jdk)
                .classPath(Fixtures.withTestClasses(Library.named("logback").newest()))
                .jvm(
                        "-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS,
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED");
    }

    @ParameterizedTest
    @CsvSource({
        "execute, 2",
        "execute-overriding, 2",
        "new-thread, 2",
        "submit, 2",
        "invoke-all, 2",
        "completable, 2",
        "common, 2",
        "fork-join, 2",
        "forked, 16",
        "parallel, 16",
        "scheduled, 2",
        "fails, 2",
        "refused, 2",
    })
    void stampsTheLinesOfWorkAndLeavesNothing(String how, int lines) {
        isStamped(how, lines);
        assertPlainLinesAreBare();
    }

    @Test
    void stampsTheLinesOfADependentStage() {
        app.send("completable", "e-stage");

        assertThat(app.awaitLines("working on completable", 2)).anyMatch(line -> line.contains("execution=[e-stage]"));
    }

    @Test
    void stampsTheLinesOfWorkThatIsDoneAfterTheAnswer() {
        assertThat(app.send("after", "e-after")).endsWith("count 1");
        app.receiver().awaitSpan("e-after");

        app.send(JobRequest.ordinary(PATH + "release"));

        assertThat(app.awaitLines("working after", 2)).allMatch(line -> line.contains("execution=[e-after]"));
        awaitNothingLeft();
    }

    @Test
    void carriesNothingWithWorkThatRecurs() {
        app.send("recurring", "e-recurring");

        assertThat(app.awaitLines("working recurring", 4)).allMatch(line -> line.contains("execution=[]"));
        awaitNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "cancelled", "removed", "shut-down"})
    void keepsNothingOfWorkThatIsNotDone(String how) {
        assertThat(app.send(how, "e-not-done-" + how)).endsWith("count 0");
    }

    @Test
    void keepsNothingOfOrdinaryRequests() {
        List<String> answers = Stream.of("execute", "submit", "common", "parallel", "scheduled")
                .map(how -> app.send(JobRequest.ordinary(PATH + how)))
                .toList();

        assertThat(answers).allMatch(answer -> answer.endsWith("count 0"));
    }

    private void assertPlainLinesAreBare() {
        app.send(JobRequest.ordinary(PATH + "plain"));

        assertThat(app.awaitLines("working plain", 10)).allMatch(line -> line.contains("trace=[]"));
    }
}
