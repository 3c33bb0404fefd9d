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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The MDC in every line of Logback's own JSON encoder, at once and behind an asynchronous appender. */
@Shows(area = "Logs", row = "Logback's JsonEncoder (AsyncAppender)")
@ParameterizedClass
@MethodSource("everyEncoder")
class LogbackJsonIT {

    private static final String WITHOUT = "1.2.";

    private final Twins app;

    LogbackJsonIT(Twins app) {
        this.app = app;
    }

    /** Logback has it from 1.3 on. */
    static Stream<Twins> everyEncoder() {
        return Matrix.of("logback")
                .filter(with -> !with.version().toString().contains(WITHOUT))
                .map(with -> new Twins(with.toString(), () -> program(with)));
    }

    private static ProgramBuilder program(MatrixCase with) {
        return Program.of(HttpServerApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_JSON_SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @Test
    void stampsEveryLine() {
        app.send("in-json", "e-json");

        assertThat(lines("in-json"))
                .allSatisfy(line -> assertThat(mdc(line))
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

        assertThat(lines("handed over ")).allMatch(line -> mdc(line).contains("\"executionId\":\"e-handed\""));
    }

    @Test
    void keepsTheProgramsOwnKeys() {
        app.send("own-mdc", "e-own");

        assertThat(lines("own-mdc"))
                .allMatch(line ->
                        mdc(line).contains("\"attempt\":\"mine\"") && mdc(line).contains("\"tenant\":\"acme\""));
    }

    @Test
    void leavesTheLinesOfOrdinaryRequestsAlone() {
        app.send(JobRequest.ordinary("/internal/job/ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(lines("ordinary")).noneMatch(line -> line.contains("traceId") || line.contains("executionId"));
    }

    /** One line from each appender; waits for them. */
    private List<String> lines(String part) {
        Awaitility.await("two lines with " + part + "; so far " + app.agent())
                .until(() -> found(part).size() >= 2);
        return found(part);
    }

    private List<String> found(String part) {
        return app.agent().out().stream()
                .filter(line -> line.startsWith("{") && line.contains(part + "\""))
                .toList();
    }

    private static String mdc(String line) {
        int from = line.indexOf("\"mdc\":");
        return line.substring(from, line.indexOf('}', from)).replace("\": \"", "\":\"");
    }
}
