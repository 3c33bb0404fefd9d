package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.harness.CalledServer;
import io.jobflow.agent.harness.CalledServer.Received;
import io.jobflow.agent.harness.CallingCase;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.Twins;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every HTTP client has to show when it is called within a run; a subclass names the client. */
abstract class OutgoingCallsSuite {

    private static final String BAGGAGE = "tenant=acme";

    private final Twins app;
    private final CalledServer called;

    OutgoingCallsSuite(CallingCase calling) {
        this.app = calling.app();
        this.called = calling.called();
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(CallingCase calling) {
        Program program = calling.app().agent();

        assertThat(program.stop()).as(program::toString).isZero();
        assertThat(program.err()).noneMatch(line -> line.contains("jobflow-agent"));
        assertThat(mostCallsOfARun(calling))
                .as("calls of the one run that makes two")
                .isEqualTo(2);
    }

    /** Once the program has ended, so that all spans have come. */
    private static int mostCallsOfARun(CallingCase calling) {
        return calling.app().receiver().spans().stream()
                .filter(span -> span.span().getKind() == Span.SpanKind.SPAN_KIND_CLIENT)
                .collect(Collectors.groupingBy(ReceivedSpan::parentSpanId, Collectors.summingInt(span -> 1)))
                .values()
                .stream()
                .max(Integer::compare)
                .orElse(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "async", "pooled", "threaded"})
    void carriesTheTraceOn(String how) {
        String answer = send(how, "e-" + how);

        assertThat(answer).endsWith("called: 200");
        ReceivedSpan call = onlyCall("e-" + how);
        Received request = onlyRequest("e-" + how);
        assertThat(request.header("traceparent"))
                .containsExactly("00-" + JobRequest.TRACE_ID + "-" + call.spanId() + "-01");
        assertThat(request.header("tracestate")).containsExactly("vendor=of-the-scheduler");
        assertThat(request.header("baggage")).containsExactly(BAGGAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "async"})
    void describesTheCall(String how) {
        send(how, "e-describe-" + how);

        ReceivedSpan call = onlyCall("e-describe-" + how);
        assertThat(call.name()).isEqualTo("GET");
        assertThat(call.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(call.attribute("http.request.method")).isEqualTo("GET");
        assertThat(call.attribute("url.full")).isEqualTo(called.url() + "/ok?token=REDACTED&call=REDACTED");
        assertThat(call.attribute("server.address")).isEqualTo("127.0.0.1");
        assertThat(call.attribute("server.port")).isEqualTo(String.valueOf(called.port()));
        assertThat(call.attribute("http.response.status_code")).isEqualTo("200");
        assertThat(call.attribute("error.type")).isNull();
    }

    @Test
    void namesTheMethod() {
        send("post", "e-post");

        assertThat(onlyCall("e-post").name()).isEqualTo("POST");
        assertThat(onlyRequest("e-post").method()).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "async-missing"})
    void marksAnErrorOfTheServer(String how) {
        String answer = send(how, "e-" + how);

        assertThat(answer).endsWith("called: 404");
        ReceivedSpan call = onlyCall("e-" + how);
        assertThat(call.attribute("http.response.status_code")).isEqualTo("404");
        assertThat(call.attribute("error.type")).isEqualTo("404");
        assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "async-refused"})
    void marksWhatTheClientThrows(String how) {
        String answer = send(how, "e-" + how);

        String thrown = answer.substring(answer.lastIndexOf("failed: ") + "failed: ".length());
        ReceivedSpan call = onlyCall("e-" + how);
        assertThat(thrown).endsWith("Exception");
        assertThat(call.attribute("error.type")).endsWith("Exception");
        assertThat(call.attribute("http.response.status_code")).isNull();
        assertThat(call.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moved", "async-moved"})
    void hasOneSpanForACallAndItsRedirects(String how) {
        String answer = send(how, "e-" + how);

        assertThat(answer).endsWith("called: 200");
        ReceivedSpan call = onlyCall("e-" + how);
        assertThat(call.attribute("http.response.status_code")).isEqualTo("200");
        assertThat(called.received("call=e-" + how))
                .hasSize(2)
                .allSatisfy(request -> assertThat(request.header("traceparent"))
                        .containsExactly("00-" + JobRequest.TRACE_ID + "-" + call.spanId() + "-01"));
    }

    @Test
    void leavesATraceparentOfTheApplicationAlone() {
        send("own", "e-own");

        assertThat(onlyRequest("e-own").header("traceparent")).containsExactly("of-the-application");
        assertThat(onlyRequest("e-own").header("baggage")).isEmpty();
        assertThat(calls("e-own", 0)).isEmpty();
    }

    @Test
    void tellsTwoCallsApart() {
        send("twice", "e-twice");

        List<String> spanIds =
                calls("e-twice", 2).stream().map(ReceivedSpan::spanId).toList();
        assertThat(spanIds).hasSize(2).doesNotHaveDuplicates();
        assertThat(called.received("e-twice"))
                .extracting(request -> request.header("traceparent").get(0).split("-")[2])
                .containsExactlyInAnyOrderElementsOf(spanIds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "post", "async", "twice"})
    void leavesCallsOutsideOfARunAlone(String how) {
        app.send(JobRequest.ordinary("/internal/job/" + how + "?call=plain-" + how));
        send("get", "e-after-plain-" + how);

        onlyCall("e-after-plain-" + how);
        assertThat(called.received("=plain-" + how))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.header("traceparent")).isEmpty());
        assertThat(app.receiver().spans()).allMatch(span -> span.traceId().equals(JobRequest.TRACE_ID));
    }

    private String send(String how, String executionId) {
        return app.send(JobRequest.traced("/internal/job/" + how + "?token=secret&call=" + executionId, executionId)
                .header("tracestate", "vendor=of-the-scheduler")
                .header("baggage", BAGGAGE));
    }

    private Received onlyRequest(String executionId) {
        List<Received> requests = called.received("call=" + executionId);
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private ReceivedSpan onlyCall(String executionId) {
        List<ReceivedSpan> calls = calls(executionId, 1);
        assertThat(calls).hasSize(1);
        return calls.get(0);
    }

    /** The children of the run's span; waits until there are as many. */
    private List<ReceivedSpan> calls(String executionId, int count) {
        String run = app.receiver().awaitSpan(executionId).spanId();
        Awaitility.await(count + " children of the run " + executionId)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> childrenOf(run).size() >= count);
        return childrenOf(run);
    }

    private List<ReceivedSpan> childrenOf(String run) {
        return app.receiver().spans().stream()
                .filter(span -> span.parentSpanId().equals(run))
                .toList();
    }
}
