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

/** Spring's WebFlux on Reactor Netty: handlers that return at once, and work on whichever thread an operator puts them. */
@Shows(area = "Entry points", row = "Spring WebFlux on Reactor Netty")
@ParameterizedClass
@MethodSource("cases")
class WebFluxIT {

    private static final String PATH = "/internal/job/";

    private final Twins app;
    private final OtlpReceiver receiver;

    WebFluxIT(Twins app) {
        this.app = app;
        this.receiver = app.receiver();
    }

    static Stream<Twins> cases() {
        return Matrix.of("webflux")
                .map(with -> new Twins(
                        with.toString(),
                        () -> LibraryProgram.of(with, "webfluxapp", "WebFluxApp")
                                .jvm("-Djobflow.agent.handlers=webfluxapp.MonoJobs#sync*")));
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
        "broken, failure, HTTP status 500",
        "busy, rejected, HTTP status 503",
        "throws, failure, HTTP status 500",
        "errs, failure, HTTP status 500",
        "published, failure, 12 orders stuck",
        "delayed, failure, 12 orders stuck",
        "streamed, failure, 12 orders stuck",
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
        "published, published, 2",
        "subscribed, subscribed, 2",
        "delayed, delayed, 2",
        "flat, flat, 6",
        "flat, flat-further, 6",
        "future, future, 2",
        "future, future-then, 2",
        "body, body, 2",
        "body-published, body-published, 2",
    })
    void stampsTheLinesOfEveryOperator(String handler, String message, int lines) {
        app.send(handler, "e-line-" + message);

        assertThat(linesOf("working " + message, "e-line-" + message, lines)).hasSize(lines);
        assertThat(linesOf("answering " + handler, "e-line-" + message, 2)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"job-mono, MonoJobs.syncMono, ''", "job-fails, MonoJobs.syncMonoFails, 14 orders stuck"})
    void endsTheSpanOfAHandlerOfTheSettingsWithItsMono(String handler, String name, String message) {
        app.send(handler, "e-" + handler);

        ReceivedSpan run = receiver.awaitSpan("e-" + handler);
        ReceivedSpan span = receiver.awaitSpan(each -> each.parentSpanId().equals(run.spanId()));
        assertThat(span.name()).isEqualTo(name);
        assertThat(span.statusMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere-mono, MonoJobs.syncMono, success",
        "elsewhere-fails, MonoJobs.syncMonoFails, failure",
        "elsewhere-flux, MonoJobs.syncFlux, success",
    })
    void endsTheRunOfAHandlerOfTheSettingsWithItsPublisher(String handler, String job, String result) {
        app.send(JobRequest.ordinary(PATH + handler));

        ReceivedSpan run = receiver.awaitSpan(each -> job.equals(each.attribute("jobflow.job.name")));
        assertThat(run.attribute("jobflow.result")).isEqualTo(result);
        assertThat(run.attribute("jobflow.trigger")).isEqualTo("local");
        assertThat(run.parentSpanId()).isEmpty();
    }

    @Test
    void stampsTheLinesOfAPublisherThatAHandlerReturned() {
        app.send(JobRequest.ordinary(PATH + "elsewhere-flux"));
        ReceivedSpan run = receiver.awaitSpan(each -> "MonoJobs.syncFlux".equals(each.attribute("jobflow.job.name")));

        assertThat(linesOf("working sync-flux", run.traceId().substring(0, 16), 6))
                .hasSize(6);
    }

    @Test
    void keepsConcurrentRequestsApart() {
        List<CompletableFuture<String>> sent = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> number % 2 == 0
                        ? app.send("flat", "e-many-" + number)
                        : app.send(JobRequest.ordinary(PATH + "published"))))
                .toList();
        sent.forEach(CompletableFuture::join);

        IntStream.iterate(0, number -> number < 40, number -> number + 2).forEach(number -> {
            assertThat(linesOf("working flat", "e-many-" + number, 6)).hasSize(6);
            assertThat(linesOf("working flat-further", "e-many-" + number, 6)).hasSize(6);
        });
        assertThat(app.agent().out().stream().filter(line -> line.contains(" working published ")))
                .filteredOn(line -> line.contains("execution=[e-many"))
                .isEmpty();
    }

    @Test
    void leavesOrdinaryRequestsAlone() {
        app.send(JobRequest.ordinary(PATH + "ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(app.awaitLines("answering ordinary", 2)).allMatch(line -> line.contains("trace=[]"));
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
    void givesEachPipelinedRunItsOwnLinesAndAnswer() {
        JobRequest.sendAllAndStay(
                app.agent().port(),
                JobRequest.traced(PATH + "delayed", "e-first"),
                JobRequest.ordinary(PATH + "between"),
                JobRequest.traced(PATH + "last", "e-last"));

        assertThat(receiver.awaitSpan("e-first").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-last").attribute("jobflow.result")).isEqualTo("success");
        assertThat(linesOf("answering last", "e-last", 2)).hasSize(2);
        assertThat(app.awaitLines("answering between", 2)).allMatch(line -> line.contains("execution=[]"));
    }

    @Test
    void recordsOneSpanForEachRun() {
        app.send("flat", "e-once");
        app.send("plain", "e-after-it");
        receiver.awaitSpan("e-after-it");

        assertThat(receiver.spans())
                .filteredOn(span -> "e-once".equals(span.attribute("jobflow.execution.id")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "failed", "broken", "busy", "published", "flat", "streamed"})
    void answersTheSameToTheByteAsWithoutTheAgent(String handler) {
        JobRequest ordinary = JobRequest.ordinary(PATH + handler);
        JobRequest job = JobRequest.traced(PATH + handler, "e-same-" + handler);

        assertThat(app.send(job)).isEqualTo(app.sendToTheOther(job));
        assertThat(app.send(ordinary)).isEqualTo(app.sendToTheOther(ordinary));
    }

    private List<String> linesOf(String message, String executionId, int count) {
        Awaitility.await(message + " of " + executionId + " in " + app.agent())
                .pollInterval(Duration.ofMillis(10))
                .until(() -> linesSoFar(message, executionId).size() >= count);
        return linesSoFar(message, executionId);
    }

    private List<String> linesSoFar(String message, String executionId) {
        return app.agent().out().stream()
                .filter(line -> line.contains(" " + message + " ") && line.contains("execution=[" + executionId + "]"))
                .toList();
    }
}
