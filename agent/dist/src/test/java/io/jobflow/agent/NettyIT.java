package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.LibraryProgram;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of nothing but Netty's HTTP codec. */
@Shows(area = "Entry points", row = "Netty HTTP codec")
@ParameterizedClass
@MethodSource("cases")
class NettyIT extends NettyServersSuite {

    NettyIT(Twins app) {
        super(app, "elsewhere");
    }

    static Stream<Twins> cases() {
        return Matrix.of("netty")
                .map(with -> new Twins(with.toString(), () -> LibraryProgram.of(with, "nettyapp", "NettyApp")));
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
        endsWith(handler, result, message);
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
        answersTheSame(handler);
    }
}
