package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.LibraryProgram;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.ReceivedSpan;
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

/** Spring's WebFlux on Reactor Netty: handlers that return at once, and work on whichever thread an operator puts them. */
@Shows(area = "Entry points", row = "Spring WebFlux on Reactor Netty")
@ParameterizedClass
@MethodSource("cases")
class WebFluxIT extends NettyServersSuite {

    WebFluxIT(Twins app) {
        super(app, "flat");
    }

    static Stream<Twins> cases() {
        return Matrix.of("webflux")
                .map(with -> new Twins(
                        with.toString(),
                        () -> LibraryProgram.of(with, "webfluxapp", "WebFluxApp")
                                .jvm("-Djobflow.agent.handlers=webfluxapp.MonoJobs#sync*")));
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
        "annotated/plain, failure, 12 orders stuck",
        "annotated/mono, failure, 12 orders stuck",
        "annotated/flux, failure, 12 orders stuck",
        "annotated/future, failure, 12 orders stuck",
        "annotated/body, failure, 12 orders stuck",
        "annotated/busy, rejected, HTTP status 503",
        "annotated/fails, failure, HTTP status 500",
    })
    void endsTheRunWithTheAnswer(String handler, String result, String message) {
        endsWith(handler, result, message);
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

        assertThat(app.awaitLinesOf("working " + message, "e-line-" + message, lines))
                .hasSize(lines);
        assertThat(linesOf("answering " + handler, "e-line-" + message)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "mono", "flux", "future", "body", "busy", "fails"})
    void stampsTheLinesOfEveryKindOfController(String way) {
        app.send("annotated/" + way, "e-controller-" + way);

        assertThat(linesOf("working annotated-" + way, "e-controller-" + way)).hasSize(2);
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
        "elsewhere-object, MonoJobs.syncObject, failure",
        "elsewhere-connectable, MonoJobs.syncConnectable, success",
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
        app.send(ordinary("elsewhere-flux"));
        ReceivedSpan run = receiver.awaitSpan(each -> "MonoJobs.syncFlux".equals(each.attribute("jobflow.job.name")));

        assertThat(app.awaitLinesOf("working sync-flux", run.traceId().substring(0, 16), 6))
                .hasSize(6);
    }

    @Test
    void keepsConcurrentRequestsApart() {
        List<CompletableFuture<String>> sent = IntStream.range(0, 40)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> number % 2 == 0 ? app.send("flat", "e-many-" + number) : app.send(ordinary("published"))))
                .toList();
        sent.forEach(CompletableFuture::join);

        IntStream.iterate(0, number -> number < 40, number -> number + 2).forEach(number -> {
            assertThat(app.awaitLinesOf("working flat", "e-many-" + number, 6)).hasSize(6);
            assertThat(app.awaitLinesOf("working flat-further", "e-many-" + number, 6))
                    .hasSize(6);
        });
        awaitAllLines("behind-many");
        assertThat(app.agent().out().stream().filter(line -> line.contains(" working published ")))
                .hasSizeGreaterThanOrEqualTo(20 * 2)
                .filteredOn(line -> line.contains("execution=[e-many"))
                .isEmpty();
    }

    @Test
    void givesEachPipelinedRunItsOwnLinesAndAnswer() {
        JobRequest.sendAllAndStay(
                app.agent().port(), job("delayed", "e-first"), ordinary("between"), job("last", "e-last"));

        assertThat(receiver.awaitSpan("e-first").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-last").attribute("jobflow.result")).isEqualTo("success");
        assertThat(linesOf("answering last", "e-last")).hasSize(2);
        assertThat(app.awaitLines("answering between", 2)).allMatch(line -> line.contains("execution=[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "failed",
                "broken",
                "busy",
                "published",
                "flat",
                "streamed",
                "annotated/mono",
                "annotated/future",
                "annotated/busy"
            })
    void answersTheSameToTheByteAsWithoutTheAgent(String handler) {
        answersTheSame(handler);
    }
}
