package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Twins;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * What the lines of every library with an MDC have to show. The program is {@link io.jobflow.agent.fixture.HttpServerApp}; it
 * logs each line by two appenders, one of them asynchronous, as {@code key=[value]}.
 */
abstract class MdcLinesSuite {

    private static final String PATH = "/internal/job/";
    private static final int THREADS = 4;

    final Twins app;

    MdcLinesSuite(Twins app) {
        this.app = app;
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
