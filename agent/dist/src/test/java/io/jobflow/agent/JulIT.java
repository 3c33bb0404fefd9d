package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.JulApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
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

/** The records of {@code java.util.logging}: what is printed within a run, and what outside. */
@Shows(area = "Logs", row = "java.util.logging")
@ParameterizedClass
@MethodSource("onEveryJdk")
class JulIT {

    private static final String PATH = "/internal/job/";
    private static final List<String> HANDLERS = List.of("direct ", "xml ", "own ", "later ");

    private final Twins app;

    JulIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> onEveryJdk() {
        return Jdk.all().stream().map(jdk -> new Twins("JDK " + jdk, () -> program(jdk)));
    }

    static ProgramBuilder program(Jdk jdk) {
        return Program.of(JulApp.class).on(jdk).jvm("-Djava.util.logging.SimpleFormatter.format=%4$s %5$s%6$s");
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @Test
    void putsTheEntriesBehindTheText() {
        app.send("plain", "e-plain");

        assertThat(line("direct ", "e-plain"))
                .matches("direct INFO plain text \\[traceId=" + JobRequest.TRACE_ID
                        + " spanId=[0-9a-f]{16} jobName=order-sync executionId=e-plain attempt=2 shardIndex=0"
                        + " shardTotal=3]");
    }

    @Test
    void showsThemToEveryFormatterAndLeavesTheMessageAlone() {
        app.send("record", "e-record");

        assertThat(line("xml ", "e-record")).matches("xml <message>a record of its own \\[traceId=.*]</message>");
        assertThat(line("own ", "e-record")).matches("own INFO a record of its own \\[.*] \\(a record of its own\\)");
    }

    @Test
    void showsThemWhereAnotherThreadFormatsAfterTheRun() {
        app.send("plain", "e-later");

        assertThat(line("later ", "e-later")).startsWith("later INFO plain text [traceId=" + JobRequest.TRACE_ID);
    }

    @Test
    void showsThemWhereAnotherThreadLogs() {
        app.send("pool", "e-pool");

        assertThat(line("direct ", "e-pool")).startsWith("direct INFO on another thread [traceId=");
    }

    @Test
    void comesAfterParametersAndTranslation() {
        app.send("parameters", "e-parameters");
        app.send("translated", "e-translated");

        assertThat(line("direct ", "e-parameters")).startsWith("direct INFO 3 of 4 orders, '{0}' [traceId=");
        assertThat(line("direct ", "e-translated")).startsWith("direct INFO 7 Bestellungen [traceId=");
    }

    @Test
    void comesBeforeTheStackTrace() {
        app.send("thrown", "e-thrown");

        assertThat(line("direct ", "e-thrown"))
                .startsWith("direct WARNING failed [traceId=")
                .endsWith("]");
        assertThat(app.agent().out()).contains("java.lang.IllegalStateException: closed");
    }

    @Test
    void showsThemWithoutATextAndBehindTheSystemsLogger() {
        app.send("without-text", "e-none");
        app.send("system-logger", "e-system");

        assertThat(line("direct ", "e-none")).startsWith("direct INFO null [traceId=");
        assertThat(line("direct ", "e-system")).startsWith("direct INFO said to the system [traceId=");
    }

    @Test
    void changesNotAByteOutsideOfRuns() {
        List<String> ways =
                List.of("parameters", "translated", "thrown", "without-text", "system-logger", "record", "pool");
        app.send("plain", "e-before");
        line("later ", "e-before");

        ways.forEach(way -> app.send(JobRequest.ordinary(PATH + way)));
        ways.forEach(way -> app.sendToTheOther(JobRequest.ordinary(PATH + way)));

        for (String handler : HANDLERS) {
            assertThat(outside(app.agent(), handler, ways.size()))
                    .containsExactlyElementsOf(outside(app.other(), handler, ways.size()));
        }
    }

    /** The last lines of one handler that belong to no run; waits until there are as many. */
    private static List<String> outside(Program program, String handler, int count) {
        Awaitility.await(count + " lines outside of runs; so far " + program)
                .until(() -> outside(program, handler).size() >= count);
        List<String> all = outside(program, handler);
        return all.subList(all.size() - count, all.size());
    }

    private static List<String> outside(Program program, String handler) {
        return program.out().stream()
                .filter(line -> line.startsWith(handler) && !line.contains("executionId="))
                .toList();
    }

    private String line(String handler, String executionId) {
        return app.agent().awaitLine(line -> line.startsWith(handler) && line.contains("executionId=" + executionId));
    }
}
