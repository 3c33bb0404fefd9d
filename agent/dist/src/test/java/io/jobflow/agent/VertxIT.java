package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.LibraryProgram;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.Twins;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of Vert.x: handlers on the event loop, blocking work, timers. */
@Shows(area = "Entry points", row = "Vert.x")
@ParameterizedClass
@MethodSource("cases")
class VertxIT extends NettyServersSuite {

    VertxIT(Twins app) {
        super(app, "blocking");
    }

    static Stream<Twins> cases() {
        return Matrix.of("vertx")
                .map(with -> new Twins(with.toString(), () -> LibraryProgram.of(with, "vertxapp", "VertxApp")));
    }

    @ParameterizedTest
    @CsvSource({
        "plain, success, ''",
        "failed, failure, 12 orders stuck",
        "chunked, failure, 12 orders stuck",
        "broken, failure, HTTP status 500",
        "busy, rejected, HTTP status 503",
        "body, failure, 12 orders stuck",
        "blocking, failure, 12 orders stuck",
        "timer, failure, 12 orders stuck",
        "closes, failure, the connection was closed before the answer was complete",
    })
    void endsTheRunWithTheAnswer(String handler, String result, String message) {
        endsWith(handler, result, message);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, answering plain",
        "body, working body",
        "blocking, working blocking",
        "blocking, finishing blocking",
        "blocking-unordered, working blocking-unordered",
        "blocking-unordered, finishing blocking-unordered",
        "timer, working timer",
        "context, working context",
    })
    void stampsTheLinesOfHandlers(String handler, String message) {
        String execution = "e-" + message.replace(' ', '-');

        app.send(handler, execution);

        assertThat(linesOf(message, execution)).hasSize(2);
    }

    @Test
    void carriesNothingWithATimerThatRecurs() {
        app.send("periodic", "e-periodic");

        assertThat(app.awaitLines("working periodic", 2)).allMatch(line -> line.contains("execution=[]"));
    }

    @Test
    void keepsConcurrentRequestsApart() {
        List<CompletableFuture<String>> sent = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> number % 2 == 0
                        ? app.send("blocking", "e-many-" + number)
                        : app.send(ordinary("blocking-unordered"))))
                .toList();
        sent.forEach(CompletableFuture::join);

        IntStream.iterate(0, number -> number < 40, number -> number + 2)
                .forEach(number -> assertThat(linesOf("finishing blocking", "e-many-" + number))
                        .hasSize(2));
        awaitAllLines("behind-many");
        assertThat(app.agent().out().stream().filter(line -> line.contains("ing blocking-unordered ")))
                .hasSizeGreaterThanOrEqualTo(20 * 3 * 2)
                .filteredOn(line -> line.contains("execution=[e-many"))
                .isEmpty();
    }

    @Test
    void givesEachPipelinedRunItsOwnAnswer() {
        JobRequest.sendAll(app.agent().port(), job("timer", "e-first"), ordinary("between"), job("last", "e-last"));

        assertThat(receiver.awaitSpan("e-first").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-last").attribute("jobflow.result")).isEqualTo("success");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "failed", "chunked", "broken", "busy", "blocking", "timer"})
    void answersTheSameToTheByteAsWithoutTheAgent(String handler) {
        answersTheSame(handler);
    }
}
