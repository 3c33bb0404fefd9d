package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.ThreadApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What threads carry that a handler starts itself, on every JDK. Each line is logged by two appenders. */
@Shows(area = "Context over threads", row = "Threads")
@ParameterizedClass
@MethodSource("everyJdk")
class ThreadIT extends HandOverSuite {

    ThreadIT(Twins app) {
        super(app);
    }

    static Stream<Twins> everyJdk() {
        return Matrix.jdks().map(jdk -> new Twins(jdk.toString(), () -> program(jdk)));
    }

    private static ProgramBuilder program(Jdk jdk) {
        return Program.of(ThreadApp.class)
                .on(jdk)
                .classPath(Fixtures.withTestClasses(Library.named("logback").newest()))
                .jvm(
                        "-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS,
                        // Up to Java 24 the common pool is not used then, but a thread for each stage.
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+BytecodeVerificationLocal",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "thread",
                "shared",
                "future",
                "subclass",
                "nested",
                "dies",
                "alone",
                "delayed",
                "on-timeout",
                "timed-out",
                "started-twice",
            })
    void stampsTheLinesOfTheOtherThreadAndLeavesNothing(String how) {
        isStamped(how, APPENDERS);
    }

    @Test
    void carriesTheRunInWhichTheThreadIsStarted() {
        app.send("make", "e-make");
        app.send("start-made", "e-start");
        app.send("make", "e-make-2");
        app.send(JobRequest.ordinary(PATH + "start-made"));

        assertThat(app.awaitLines("working made", 2 * APPENDERS))
                .filteredOn(line -> line.startsWith("direct"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("execution=[e-start]"),
                        line -> assertThat(line).contains("trace=[]", "execution=[]"));
        awaitNothingLeft();
    }

    @Test
    void stampsTheLinesOfAThreadThatGoesOnAfterTheAnswer() {
        assertThat(app.send("after", "e-after")).endsWith("count 1");
        app.receiver().awaitSpan("e-after");

        app.send(JobRequest.ordinary(PATH + "release"));

        assertThat(app.awaitLines("working after", APPENDERS)).allMatch(line -> line.contains("execution=[e-after]"));
        awaitNothingLeft();
    }

    @Test
    void keepsNothingOfATimeOutThatIsNotNeeded() {
        assertThat(app.send("in-time", "e-in-time")).endsWith("count 0");
    }

    @Test
    void carriesNothingToATimer() {
        app.send("timer", "e-timer");

        assertThat(app.awaitLines("working timer", 2 * APPENDERS)).allMatch(line -> line.contains("execution=[]"));
        awaitNothingLeft();
    }

    @Test
    void carriesNothingToTheThreadsThatAPoolMakesInARun() {
        app.send("grow", "e-grow");

        assertThat(app.awaitLines("a worker begins", APPENDERS)).allMatch(line -> line.contains("execution=[]"));
        assertThat(app.awaitLines("working grow", APPENDERS)).allMatch(line -> line.contains("execution=[e-grow]"));
        app.send(JobRequest.ordinary(PATH + "hand-to-grown"));
        assertThat(app.awaitLines("working hand-to-grown", APPENDERS)).allMatch(line -> line.contains("execution=[]"));
        awaitNothingLeft();
    }

    @Test
    void leavesTheMdcOfTheOtherThreadToTheApplication() {
        String answer = app.send("mdc", "e-mdc");

        assertThat(answer)
                .contains("traceId=null map=null then traceId=mine map={")
                .doesNotContain("executionId", JobRequest.TRACE_ID);
        assertThat(app.awaitLines("working mdc", APPENDERS))
                .allMatch(line -> line.contains("trace=[mine]") && line.contains("execution=[e-mdc]"));
    }
}
