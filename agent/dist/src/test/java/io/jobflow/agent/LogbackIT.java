package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The MDC of every line of Logback, with the JDK's web server. */
@Shows(area = "Logs", row = "Logback")
@ParameterizedClass
@MethodSource("everyLogback")
class LogbackIT {

    private static final String PATH = "/internal/job/";
    private static final int THREADS = 4;

    private final Twins app;

    LogbackIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyLogback() {
        return Matrix.of("logback").map(with -> new Twins(with.toString(), () -> program(with)));
    }

    private static ProgramBuilder program(MatrixCase with) {
        return Program.of(HttpServerApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @Test
    void stampsEveryLineAlsoBehindAnAsyncAppender() {
        app.send("stamped", "e-stamped");

        assertThat(app.awaitLines("answering /internal/job/stamped", 2))
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "trace=[" + JobRequest.TRACE_ID + "]",
                                "job=[order-sync]",
                                "execution=[e-stamped]",
                                "attempt=[2]"));
    }

    @Test
    void stampsLinesAfterTheProgramClearedItsMdc() {
        app.send("clears-mdc", "e-cleared");

        assertThat(app.awaitLines("answering /internal/job/clears-mdc", 2))
                .allMatch(line -> line.contains("execution=[e-cleared]"));
    }

    @Test
    void letsTheProgramReadItsMdc() {
        assertThat(app.send("mdc", "e-read")).contains("traceId=" + JobRequest.TRACE_ID, "executionId=e-read");
    }

    @Test
    void keepsTheProgramsOwnKeys() {
        app.send("own-mdc", "e-own");

        assertThat(app.awaitLines("answering /internal/job/own-mdc", 2))
                .allMatch(line -> line.contains("attempt=[mine]"));
    }

    @Test
    void leavesNoKeyBehindOnAThread() {
        app.send("stamped-before", "e-before");

        List<String> answers = IntStream.range(0, 2 * THREADS)
                .mapToObj(number -> app.send(JobRequest.ordinary(PATH + "mdc")))
                .toList();

        assertThat(answers).noneMatch(answer -> answer.contains("traceId") || answer.contains("executionId"));
    }

    @Test
    void leavesTheLinesOfOrdinaryRequestsAlone() {
        app.send(JobRequest.ordinary(PATH + "ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(app.awaitLines("answering /internal/job/ordinary", 2)).allMatch(line -> line.contains("trace=[]"));
    }
}
