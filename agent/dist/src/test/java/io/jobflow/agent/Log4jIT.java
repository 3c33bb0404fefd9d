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
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The context data of every line of Log4j 2 behind SLF4J, in each of its ways to hand events on. */
@Shows(area = "Logs", row = "Log4j 2 (AsyncAppender, async loggers, JsonTemplateLayout)")
@ParameterizedClass
@MethodSource("everyLog4j")
class Log4jIT {

    private static final String PATH = "/internal/job/";
    private static final int THREADS = 4;
    private static final Map<String, String[]> WAYS = Map.of(
            "",
            new String[0],
            ", async loggers",
            new String[] {
                "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector",
                "-Dlog4j2.asyncLoggerWaitStrategy=Block"
            },
            ", garbage-free",
            new String[] {
                "-Dlog4j2.garbagefreeThreadContextMap=true",
                "-Dlog4j2.enableThreadlocals=true",
                "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.selector.ClassLoaderContextSelector"
            },
            ", async loggers, garbage-free",
            new String[] {
                "-Dlog4j2.garbagefreeThreadContextMap=true",
                "-Dlog4j2.enableThreadlocals=true",
                "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector",
                "-Dlog4j2.asyncLoggerWaitStrategy=Block"
            });

    private final Twins app;

    Log4jIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyLog4j() {
        return Matrix.of("log4j")
                .flatMap(with -> WAYS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(way -> new Twins(with + way.getKey(), () -> program(with, way.getValue()))));
    }

    private static ProgramBuilder program(MatrixCase with, String[] way) {
        return Program.of(HttpServerApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm("-Dlog4j2.configurationFile=" + Fixtures.LOG4J_SETTINGS)
                .jvm(way);
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
                                "attempt=[2]")
                        .doesNotContain("span=[]"));
    }

    @Test
    void stampsLinesOfJson() {
        app.send("in-json", "e-json");

        assertThat(app.agent().awaitLine(line -> line.startsWith("{") && line.contains("job/in-json")))
                .contains(
                        "\"traceId\":\"" + JobRequest.TRACE_ID + "\"",
                        "\"jobName\":\"order-sync\"",
                        "\"executionId\":\"e-json\"");
    }

    @Test
    void stampsLinesOfWorkThatWasHandedOver() {
        app.send("hands-over", "e-handed");

        assertThat(app.awaitLines("handed over ", 2))
                .allMatch(line ->
                        line.contains("execution=[e-handed]") && line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    @Test
    void stampsLinesAfterTheProgramClearedItsMdc() {
        app.send("clears-mdc", "e-cleared");

        assertThat(app.awaitLines("answering /internal/job/clears-mdc", 2))
                .allMatch(line -> line.contains("execution=[e-cleared]"));
    }

    @Test
    void stampsLinesAfterTheProgramReplacedItsMdc() {
        app.send("replaces-mdc", "e-replaced");

        assertThat(app.awaitLines("answering /internal/job/replaces-mdc", 2))
                .allMatch(line -> line.contains("execution=[e-replaced]") && line.contains("tenant=[acme]"));
    }

    @Test
    void letsTheProgramReadItsMdc() {
        assertThat(app.send("mdc", "e-read")).contains("traceId=" + JobRequest.TRACE_ID, "executionId=e-read");
    }

    @Test
    void keepsTheProgramsOwnKeys() {
        app.send("own-mdc", "e-own");

        assertThat(app.awaitLines("answering /internal/job/own-mdc", 2))
                .allMatch(line -> line.contains("attempt=[mine]") && line.contains("tenant=[acme]"));
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

        assertThat(app.awaitLines("answering /internal/job/ordinary", 2))
                .allMatch(line -> line.contains("trace=[]") && line.contains("execution=[]"));
    }
}
