package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.LibraryProgram;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.Twins;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of nothing but Netty's HTTP codec. */
@Shows(area = "Entry points", row = "Netty HTTP codec")
@ParameterizedClass
@MethodSource("cases")
class NettyIT {

    private static final String PATH = "/internal/job/";

    private final Twins app;
    private final OtlpReceiver receiver;

    NettyIT(Twins app) {
        this.app = app;
        this.receiver = app.receiver();
    }

    static Stream<Twins> cases() {
        return Matrix.of("netty")
                .map(with -> new Twins(with.toString(), () -> LibraryProgram.of(with, "nettyapp", "NettyApp")));
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @ParameterizedTest
    @CsvSource({
        "plain, success, ''",
        "failed, failure, 12 orders stuck",
        "failed-in-parts, failure, 12 orders stuck",
        "broken, failure, HTTP status 500",
        "busy, rejected, HTTP status 503",
        "continued, failure, 12 orders stuck",
        "elsewhere, failure, 12 orders stuck",
        "closes, failure, the connection was closed before the answer was complete",
        "closes-half-way, failure, the connection was closed before the answer was complete",
    })
    void endsTheRunWithTheAnswer(String handler, String result, String message) {
        app.send(handler, "e-" + handler);

        ReceivedSpan run = receiver.awaitSpan("e-" + handler);
        assertThat(run.name()).isEqualTo("run order-sync");
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        assertThat(run.attribute("jobflow.result")).isEqualTo(result);
        assertThat(run.statusMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"answering", "reading", "leaving"})
    void stampsEveryLogLineOfTheEventLoop(String moment) {
        app.send("logged", "e-logged-" + moment);

        assertThat(linesOf(moment + " logged", "e-logged-" + moment)).hasSize(2);
    }

    @Test
    void stampsTheLinesOfAPoolThatTheHandlerHandsWorkTo() {
        app.send("elsewhere", "e-pool");

        assertThat(linesOf("working elsewhere", "e-pool")).hasSize(2);
    }

    @Test
    void fillsTheMdcForTheHandlerAndLeavesNothingBehind() {
        String during = app.send("mdc", "e-mdc");
        List<String> after = Stream.generate(() -> app.send(JobRequest.ordinary(PATH + "mdc")))
                .limit(4)
                .toList();

        assertThat(during).contains("executionId=e-mdc", "traceId=" + JobRequest.TRACE_ID);
        assertThat(after).noneMatch(answer -> answer.contains("traceId"));
    }

    @Test
    void leavesOrdinaryRequestsAlone() {
        app.send(JobRequest.ordinary(PATH + "ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(app.awaitLines("answering ordinary", 2)).allMatch(line -> line.contains("trace=[]"));
        assertThat(app.awaitLines("leaving ordinary", 2)).allMatch(line -> line.contains("trace=[]"));
    }

    @Test
    void keepsTheRequestsOfOneConnectionApart() {
        JobRequest.sendAll(app.agent().port(), job("failed", "e-one"), ordinary("between"), job("plain", "e-two"));

        assertThat(receiver.awaitSpan("e-one").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-two").attribute("jobflow.result")).isEqualTo("success");
        assertThat(app.awaitLines("answering between", 2)).allMatch(line -> line.contains("execution=[]"));
    }

    @Test
    void givesEachPipelinedRunItsOwnAnswer() {
        String answers = JobRequest.sendAll(
                app.agent().port(),
                job("held-failed", "e-first"),
                ordinary("held"),
                job("held", "e-second"),
                job("held-failed", "e-third"),
                job("plain", "e-fourth"));

        assertThat(answers.split("HTTP/1.1 200 OK")).hasSize(6);
        assertThat(receiver.awaitSpan("e-first").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-second").attribute("jobflow.result")).isEqualTo("success");
        assertThat(receiver.awaitSpan("e-third").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-fourth").attribute("jobflow.result")).isEqualTo("success");
    }

    @Test
    void takesNoAnswerOfAnOrdinaryRequestThatCameBefore() {
        JobRequest.sendAll(app.agent().port(), ordinary("held-failed"), job("held", "e-behind"), ordinary("last"));

        assertThat(receiver.awaitSpan("e-behind").attribute("jobflow.result")).isEqualTo("success");
    }

    @Test
    void endsRunsThatAreUnansweredWhenTheConnectionCloses() {
        JobRequest.sendAll(app.agent().port(), job("held", "e-unanswered"), job("closes", "e-closing"));

        assertThat(receiver.awaitSpan("e-unanswered").statusMessage())
                .isEqualTo("the connection was closed before the answer was complete");
        assertThat(receiver.awaitSpan("e-closing").attribute("jobflow.result")).isEqualTo("failure");
    }

    @Test
    void readsTheResultBehindDecoderAndEncoderByThemselves() {
        int pair = Integer.parseInt(
                app.agent().awaitLine(line -> line.startsWith("pair ")).substring("pair ".length()));

        job("failed", "e-pair").send(pair);

        assertThat(receiver.awaitSpan("e-pair").statusMessage()).isEqualTo("12 orders stuck");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "failed", "failed-in-parts", "broken", "busy", "continued", "closes-half-way"})
    void answersTheSameToTheByteAsWithoutTheAgent(String handler) {
        JobRequest ordinary = ordinary(handler);
        JobRequest job = job(handler, "e-same-" + handler);

        assertThat(app.send(job)).isEqualTo(app.sendToTheOther(job));
        assertThat(app.send(ordinary)).isEqualTo(app.sendToTheOther(ordinary));
    }

    @Test
    void recordsOneSpanForEachRun() {
        app.send("plain", "e-once");
        app.send("plain", "e-after-it");
        receiver.awaitSpan("e-after-it");

        assertThat(receiver.spans())
                .filteredOn(span -> "e-once".equals(span.attribute("jobflow.execution.id")))
                .hasSize(1);
    }

    private static JobRequest job(String handler, String executionId) {
        return JobRequest.traced(PATH + handler, executionId);
    }

    private static JobRequest ordinary(String handler) {
        return JobRequest.ordinary(PATH + handler);
    }

    private List<String> linesOf(String message, String executionId) {
        Awaitility.await(message + " of " + executionId + " in " + app.agent())
                .pollInterval(Duration.ofMillis(10))
                .until(() -> linesSoFar(message, executionId).size() >= 2);
        return linesSoFar(message, executionId);
    }

    private List<String> linesSoFar(String message, String executionId) {
        return app.agent().out().stream()
                .filter(line -> line.contains(" " + message + " ") && line.contains("execution=[" + executionId + "]"))
                .toList();
    }
}
