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
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of Vert.x: handlers on the event loop, blocking work, timers. */
@Shows(area = "Entry points", row = "Vert.x")
@ParameterizedClass
@MethodSource("cases")
class VertxIT {

    private static final String PATH = "/internal/job/";

    private final Twins app;
    private final OtlpReceiver receiver;

    VertxIT(Twins app) {
        this.app = app;
        this.receiver = app.receiver();
    }

    static Stream<Twins> cases() {
        return Matrix.of("vertx")
                .map(with -> new Twins(with.toString(), () -> LibraryProgram.of(with, "vertxapp", "VertxApp")));
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
        "chunked, failure, 12 orders stuck",
        "broken, failure, HTTP status 500",
        "busy, rejected, HTTP status 503",
        "body, failure, 12 orders stuck",
        "blocking, failure, 12 orders stuck",
        "timer, failure, 12 orders stuck",
        "closes, failure, the connection was closed before the answer was complete",
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
                        : app.send(JobRequest.ordinary(PATH + "blocking-unordered"))))
                .toList();
        sent.forEach(CompletableFuture::join);

        IntStream.iterate(0, number -> number < 40, number -> number + 2)
                .forEach(number -> assertThat(linesOf("finishing blocking", "e-many-" + number))
                        .hasSize(2));
        assertThat(app.agent().out().stream().filter(line -> line.contains("ing blocking-unordered ")))
                .filteredOn(line -> line.contains("execution=[e-many"))
                .isEmpty();
    }

    @Test
    void fillsTheMdcForTheHandlerAndLeavesNothingBehind() {
        String during = app.send("mdc", "e-mdc");
        List<String> after = Stream.generate(() -> app.send(JobRequest.ordinary(PATH + "mdc")))
                .limit(4)
                .toList();

        assertThat(during).contains("executionId=e-mdc");
        assertThat(after).noneMatch(answer -> answer.contains("traceId"));
    }

    @Test
    void givesEachPipelinedRunItsOwnAnswer() {
        JobRequest.sendAll(
                app.agent().port(),
                JobRequest.traced(PATH + "timer", "e-first"),
                JobRequest.ordinary(PATH + "between"),
                JobRequest.traced(PATH + "last", "e-last"));

        assertThat(receiver.awaitSpan("e-first").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-last").attribute("jobflow.result")).isEqualTo("success");
    }

    @Test
    void recordsOneSpanForEachRun() {
        app.send("blocking", "e-once");
        app.send("plain", "e-after-it");
        receiver.awaitSpan("e-after-it");

        assertThat(receiver.spans())
                .filteredOn(span -> "e-once".equals(span.attribute("jobflow.execution.id")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "failed", "chunked", "broken", "busy", "blocking", "timer"})
    void answersTheSameToTheByteAsWithoutTheAgent(String handler) {
        JobRequest ordinary = JobRequest.ordinary(PATH + handler);
        JobRequest job = JobRequest.traced(PATH + handler, "e-same-" + handler);

        assertThat(app.send(job)).isEqualTo(app.sendToTheOther(job));
        assertThat(app.send(ordinary)).isEqualTo(app.sendToTheOther(ordinary));
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
