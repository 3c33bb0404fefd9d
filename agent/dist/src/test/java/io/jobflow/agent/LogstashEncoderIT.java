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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The fields of every line that logstash-logback-encoder writes, at once and behind both asynchronous appenders. */
@Shows(area = "Logs", row = "logstash-logback-encoder (AsyncAppender, LoggingEventAsyncDisruptorAppender)")
@ParameterizedClass
@MethodSource("everyEncoder")
class LogstashEncoderIT {

    private static final List<String> WAYS = List.of("direct", "async", "disruptor");

    private final Twins app;

    LogstashEncoderIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyEncoder() {
        return Matrix.of("logstash").map(with -> new Twins(with.toString(), () -> program(with)));
    }

    private static ProgramBuilder program(MatrixCase with) {
        return Program.of(HttpServerApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGSTASH_SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @Test
    void stampsEveryLine() {
        app.send("in-json", "e-json");

        assertThat(lines("answering /internal/job/in-json"))
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "\"traceId\":\"" + JobRequest.TRACE_ID + "\"",
                                "\"spanId\":\"",
                                "\"jobName\":\"order-sync\"",
                                "\"executionId\":\"e-json\"",
                                "\"attempt\":\"2\""));
    }

    @Test
    void stampsLinesOfWorkThatWasHandedOver() {
        app.send("hands-over", "e-handed");

        assertThat(lines("handed over ")).allMatch(line -> line.contains("\"executionId\":\"e-handed\""));
    }

    @Test
    void keepsTheProgramsOwnKeys() {
        app.send("own-mdc", "e-own");

        assertThat(lines("answering /internal/job/own-mdc"))
                .allMatch(line -> line.contains("\"attempt\":\"mine\"") && line.contains("\"tenant\":\"acme\""));
    }

    @Test
    void leavesTheLinesOfOrdinaryRequestsAlone() {
        app.send(JobRequest.ordinary("/internal/job/ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(lines("answering /internal/job/ordinary"))
                .noneMatch(line -> line.contains("traceId") || line.contains("executionId"));
    }

    /** One line from each appender; waits for them. */
    private List<String> lines(String message) {
        return WAYS.stream()
                .map(way -> app.agent()
                        .awaitLine(line -> line.contains("\"message\":\"" + message + "\"")
                                && line.contains("\"way\":\"" + way + "\"")))
                .toList();
    }
}
