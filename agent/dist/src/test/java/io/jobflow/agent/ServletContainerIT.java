package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.Twins;
import io.jobflow.agent.harness.WebServer;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A servlet behind two filters, in every container: one program under the agent for all tests, and one
 * without it whose answers are what the first one's are held against.
 */
@Shows(area = "Entry points", row = "Servlet containers")
@ParameterizedClass
@MethodSource("everyServer")
class ServletContainerIT {

    private static final String PATH = "/internal/job/";
    private static final String[] ANSWERS = ("plain writer failed-stream failed-bytes failed-print failed-writer"
                    + " failed-chars failed-append failed-array failed-long throws throws-checked broken send-error not-found busy"
                    + " forward include async async-at-once async-broken async-failed async-thread-writer"
                    + " async-thread-stream async-dispatch")
            .split(" ");

    private final Twins app;
    private final OtlpReceiver receiver;

    ServletContainerIT(Twins app) {
        this.app = app;
        this.receiver = app.receiver();
    }

    static Stream<Twins> everyServer() {
        return Stream.of(WebServer.values()).flatMap(WebServer::twins);
    }

    @AfterParameterizedClassInvocation
    static void oneSpanForEachAttemptAndNothingWentWrongUnseen(Twins app) {
        int exitCode = app.agent().stop();

        assertThat(exitCode).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
        assertThat(app.receiver().spans())
                .extracting(span -> span.attribute("jobflow.execution.id"))
                .containsExactlyInAnyOrderElementsOf(app.executionIds());
    }

    @Test
    void continuesTheTraceOfTraceparent() {
        app.send("plain", "e-plain");

        ReceivedSpan run = receiver.awaitSpan("e-plain");
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        assertThat(run.name()).isEqualTo("run order-sync");
        assertThat(run.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
        assertThat(run.attribute("jobflow.job.name")).isEqualTo("order-sync");
        assertThat(run.attribute("jobflow.attempt")).isEqualTo("2");
        assertThat(run.attribute("jobflow.shard.index")).isEqualTo("0");
        assertThat(run.attribute("jobflow.shard.total")).isEqualTo("3");
        assertThat(run.attribute("jobflow.result")).isEqualTo("success");
    }

    @Test
    void stampsEveryLogLineOfTheRunAlsoBehindAnAsyncAppender() {
        app.send("logged", "e-logged");

        assertThat(app.awaitLines("logged", 12))
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                "trace=[" + JobRequest.TRACE_ID + "]",
                                "job=[order-sync]",
                                "execution=[e-logged]",
                                "attempt=[2]"));
    }

    @Test
    void stampsLogLinesAfterTheProgramClearedItsMdc() {
        app.send("clears-mdc", "e-clears-mdc");

        assertThat(app.awaitLines("clears-mdc", 12))
                .allMatch(line -> line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    @Test
    void letsTheServletReadTheMdcAndKeepKeysOfItsOwn() {
        String answer = app.send("mdc", "e-mdc");
        app.send("own-mdc", "e-own-mdc");

        assertThat(answer).contains("executionId=e-mdc", "traceId=" + JobRequest.TRACE_ID);
        assertThat(app.awaitLines("with keys of its own", 2)).anyMatch(line -> line.contains("tenant=[acme]"));
        assertThat(app.awaitLines("with keys of its own", 2)).allMatch(line -> line.contains("attempt=[mine]"));
    }

    @Test
    void leavesNoKeyBehindOnAThread() {
        app.send("plain", "e-before");
        app.send("throws", "e-before-too");

        List<String> answers = Stream.generate(() -> JobRequest.ordinary(PATH + "mdc"))
                .limit(8)
                .map(app::send)
                .toList();

        assertThat(answers).noneMatch(answer -> answer.contains("traceId") || answer.contains("executionId"));
    }

    @Test
    void leavesOrdinaryRequestsAlone() {
        app.send(JobRequest.ordinary(PATH + "ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(app.awaitLines("ordinary", 12)).allMatch(line -> line.contains("trace=[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "throws-checked"})
    void recordsAnExceptionAsFailure(String name) {
        String answer = app.send(name, "e-" + name);

        ReceivedSpan run = receiver.awaitSpan("e-" + name);
        assertThat(answer).startsWith("HTTP/1.1 500 ");
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(run.span().getEventsList()).anyMatch(event -> event.getName().equals("exception"));
    }

    @Test
    void readsTheResultFromTheStatusCode() {
        app.send("broken", "e-broken");
        app.send("send-error", "e-send-error");
        app.send("not-found", "e-not-found");
        app.send("busy", "e-busy");

        assertThat(receiver.awaitSpan("e-broken").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-send-error").attribute("jobflow.result"))
                .isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-not-found").attribute("jobflow.result"))
                .isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-busy").attribute("jobflow.result")).isEqualTo("rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "bytes", "print", "writer", "chars", "append", "array"})
    void readsTheResultFromTheAnswersBodyHoweverItIsWritten(String way) {
        app.send("failed-" + way, "e-failed-" + way);

        ReceivedSpan run = receiver.awaitSpan("e-failed-" + way);
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.statusMessage()).isEqualTo("12 orders stuck");
    }

    @Test
    void readsTheResultFromTheBeginningOfALongAnswer() {
        app.send("failed-long", "e-failed-long");

        assertThat(receiver.awaitSpan("e-failed-long").attribute("jobflow.result"))
                .isEqualTo("failure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include"})
    void recordsOneRunWhereARequestIsHandedOn(String way) {
        app.send(way, "e-" + way);

        ReceivedSpan run = receiver.awaitSpan("e-" + way);
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.statusMessage()).isEqualTo("12 orders stuck");
    }

    @Test
    void endsTheRunWhereAnotherThreadCompletesTheRequest() {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> app.send("async-held", "e-async-held"));
        app.awaitLines("leaving async-held", 2);
        Instant released = Instant.now();
        app.send(JobRequest.ordinary(PATH + "release"));

        ReceivedSpan run = receiver.awaitSpan("e-async-held");
        assertThat(answer.join()).startsWith("HTTP/1.1 200 ");
        assertThat(run.attribute("jobflow.result")).isEqualTo("success");
        assertThat(Instant.EPOCH.plus(run.span().getEndTimeUnixNano(), ChronoUnit.NANOS))
                .isAfterOrEqualTo(released.minusMillis(1));
    }

    @Test
    void readsTheResultOfAnAsynchronousAnswer() {
        app.send("async", "e-async");
        app.send("async-at-once", "e-async-at-once");
        app.send("async-broken", "e-async-broken");
        app.send("async-dispatch", "e-async-dispatch");

        assertThat(receiver.awaitSpan("e-async").attribute("jobflow.result")).isEqualTo("success");
        assertThat(receiver.awaitSpan("e-async-at-once").attribute("jobflow.result"))
                .isEqualTo("success");
        assertThat(receiver.awaitSpan("e-async-broken").attribute("jobflow.result"))
                .isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-async-dispatch").attribute("jobflow.result"))
                .isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-async-dispatch").statusMessage()).isEqualTo("12 orders stuck");
    }

    @ParameterizedTest
    @ValueSource(strings = {"async-failed", "async-thread-writer", "async-thread-stream"})
    void readsTheResultFromABodyThatIsWrittenElsewhere(String name) {
        app.send(name, "e-" + name);

        ReceivedSpan run = receiver.awaitSpan("e-" + name);
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.statusMessage()).isEqualTo("12 orders stuck");
    }

    @Test
    void losesNoRunThatAnotherThreadCompletesAtOnce() {
        List<String> executions =
                IntStream.range(0, 50).mapToObj(number -> "e-at-once-" + number).toList();

        executions.forEach(execution -> app.send("async", execution));

        executions.forEach(receiver::awaitSpan);
    }

    @Test
    void recordsARequestThatNobodyAnswersAsFailure() {
        app.send("async-never", "e-async-never");

        assertThat(receiver.awaitSpan("e-async-never").attribute("jobflow.result"))
                .isEqualTo("failure");
    }

    @Test
    void answersTheSameToTheByteAsWithoutTheAgent() {
        Map<String, String> with = new LinkedHashMap<>();
        Map<String, String> without = new LinkedHashMap<>();
        for (String name : ANSWERS) {
            JobRequest ordinary = JobRequest.ordinary(PATH + name);
            with.put(name, app.send(name, "e-same-" + name));
            without.put(name, app.sendToTheOther(JobRequest.traced(PATH + name, "e-same-" + name)));
            with.put("ordinary " + name, app.send(ordinary));
            without.put("ordinary " + name, app.sendToTheOther(ordinary));
        }

        assertThat(with).isEqualTo(without);
    }
}
