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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The context data of every line of Log4j 2 behind SLF4J, in each of its ways to hand events on. */
@Shows(area = "Logs", row = "Log4j 2 (AsyncAppender, async loggers, JsonTemplateLayout)")
@ParameterizedClass
@MethodSource("everyLog4j")
class Log4jIT extends MdcLinesSuite {

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

    Log4jIT(Twins app) {
        super(app);
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

    @Test
    void stampsLinesOfJson() {
        app.send("in-json", "e-json");

        assertThat(app.agent().awaitLine(line -> line.startsWith("{") && line.contains("job/in-json")))
                .contains(
                        "\"traceId\":\"" + JobRequest.TRACE_ID + "\"",
                        "\"jobName\":\"order-sync\"",
                        "\"executionId\":\"e-json\"");
    }
}
