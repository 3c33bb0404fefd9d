package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ReceivedSpan;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A program with the JDK's web server under the packaged agent, on every JDK of this machine. */
@Shows(area = "Entry points", row = "Web server of the JDK")
@ParameterizedClass
@MethodSource("io.jobflow.agent.harness.Jdk#all")
class JdkHttpServerIT {

    @SuppressWarnings("NullAway.Init")
    private static OtlpReceiver receiver;

    @SuppressWarnings("NullAway.Init")
    private static Program app;

    JdkHttpServerIT(Jdk jdk) {}

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        receiver = new OtlpReceiver();
        app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .jvm("-Dlogback.configurationFile=fixture/logback.xml")
                .exportTo(receiver)
                .start();
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen() {
        int exitCode = app.stop();
        receiver.close();

        assertThat(exitCode).as(app::toString).isZero();
        assertThat(app.err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @Test
    void continuesTheTraceOfTraceparent() {
        JobRequest.traced("/internal/job/plain", "e-1").send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-1");
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        assertThat(run.name()).isEqualTo("run order-sync");
        assertThat(run.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CONSUMER);
        assertThat(run.attribute("jobflow.job.name")).isEqualTo("order-sync");
        assertThat(run.attribute("jobflow.attempt")).isEqualTo("2");
        assertThat(run.attribute("jobflow.shard.total")).isEqualTo("3");
        assertThat(run.attribute("jobflow.result")).isEqualTo("success");
        assertThat(run.resourceAttribute("service.name")).isEqualTo("HttpServerApp");
    }

    @Test
    void joinsTheTraceOfTraceIdAlone() {
        JobRequest.job("/internal/job/plain", "e-2")
                .header("X-Trace-Id", JobRequest.TRACE_ID)
                .send(app.port());

        assertThat(receiver.awaitSpan("e-2").traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(linesOf("e-2")).allMatch(line -> line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    @Test
    void beginsATraceWhereTheRequestNamesNone() {
        JobRequest.job("/internal/job/plain", "e-3")
                .header("X-Trace-Id", "not-hex")
                .header("traceparent", "00-broken")
                .send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-3");
        assertThat(run.traceId()).hasSize(32);
        assertThat(run.parentSpanId()).isEmpty();
    }

    @Test
    void stampsEveryLogLineOfTheRunAlsoBehindAnAsyncAppender() {
        JobRequest.traced("/internal/job/plain", "e-4").send(app.port());

        assertThat(linesOf("e-4"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("trace=[" + JobRequest.TRACE_ID + "]", "job=[order-sync]", "attempt=[2]"));
        assertThat(linesOf("e-4").get(0)).contains("execution=[e-4]", "shard=[0/3]");
    }

    @Test
    void stampsLogLinesAfterTheProgramClearedItsMdc() {
        JobRequest.traced("/internal/job/clears-mdc", "e-5").send(app.port());

        assertThat(linesOf("e-5")).hasSize(2).allMatch(line -> line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    @Test
    void letsTheHandlerReadTheMdc() {
        String answer = JobRequest.traced("/internal/job/mdc", "e-6").send(app.port());

        assertThat(answer).contains("traceId=" + JobRequest.TRACE_ID, "executionId=e-6");
    }

    @Test
    void keepsTheProgramsOwnMdcKeys() {
        JobRequest.traced("/internal/job/own-mdc", "e-7").send(app.port());

        assertThat(linesOf("e-7").get(0)).contains("tenant=[acme]", "attempt=[mine]");
    }

    @Test
    void leavesNoKeyBehindOnTheThread() {
        JobRequest.traced("/internal/job/plain", "e-8").send(app.port());

        // The program has four threads: so one of these is the one that ran the job.
        List<String> answers = List.of(
                mdcOfAnOrdinaryRequest(),
                mdcOfAnOrdinaryRequest(),
                mdcOfAnOrdinaryRequest(),
                mdcOfAnOrdinaryRequest(),
                mdcOfAnOrdinaryRequest(),
                mdcOfAnOrdinaryRequest());

        assertThat(answers).noneMatch(answer -> answer.contains("traceId") || answer.contains("jobName"));
    }

    @Test
    void leavesOrdinaryRequestsAlone() {
        String trace = "1".repeat(32);
        JobRequest.ordinary("/internal/job/ordinary")
                .header("traceparent", "00-" + trace + "-" + JobRequest.DISPATCH_SPAN_ID + "-01")
                .send(app.port());
        JobRequest.traced("/internal/job/skipped", "e-9").send(app.port());
        receiver.awaitSpan("e-9");

        assertThat(receiver.spans()).noneMatch(span -> span.traceId().equals(trace));
        assertThat(app.awaitLine(line -> line.startsWith("async answering /internal/job/ordinary")))
                .contains("trace=[]");
    }

    @Test
    void recordsAnExceptionAsFailure() {
        String answer = JobRequest.traced("/internal/job/throws", "e-10").send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-10");
        assertThat(answer).isEmpty();
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(run.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(run.span().getEventsList()).anyMatch(event -> event.getName().equals("exception"));
    }

    @Test
    void readsTheResultFromTheAnswersBody() {
        JobRequest.traced("/internal/job/failed", "e-11").send(app.port());
        JobRequest.traced("/internal/job/skipped", "e-12").send(app.port());

        assertThat(receiver.awaitSpan("e-11").attribute("jobflow.result")).isEqualTo("failure");
        assertThat(receiver.awaitSpan("e-11").statusMessage()).isEqualTo("12 orders stuck");
        assertThat(receiver.awaitSpan("e-12").attribute("jobflow.result")).isEqualTo("skipped");
    }

    @Test
    void readsTheResultFromTheStatusCode() {
        JobRequest.traced("/internal/job/busy", "e-13").send(app.port());
        JobRequest.traced("/internal/job/broken", "e-14").send(app.port());

        assertThat(receiver.awaitSpan("e-13").attribute("jobflow.result")).isEqualTo("rejected");
        assertThat(receiver.awaitSpan("e-14").attribute("jobflow.result")).isEqualTo("failure");
    }

    @Test
    void endsTheRunWhereAnotherThreadAnswers() {
        JobRequest.traced("/internal/job/later", "e-15").send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-15");
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.statusMessage()).isEqualTo("found out later");
    }

    @Test
    void measuresAttempts() {
        JobRequest.traced("/internal/job/plain", "e-16").send(app.port());

        Metric duration = receiver.awaitMetric("jobflow.attempt.duration");
        assertThat(duration.getUnit()).isEqualTo("s");
        assertThat(duration.getHistogram().getDataPoints(0).getCount()).isPositive();
    }

    /** What the program logged in this execution, by the direct appender first. */
    private List<String> linesOf(String executionId) {
        String mark = "execution=[" + executionId + "]";
        app.awaitLine(line -> line.startsWith("async ") && line.contains(mark));
        return app.out().stream()
                .filter(line -> line.contains(mark))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    private String mdcOfAnOrdinaryRequest() {
        return JobRequest.ordinary("/internal/job/mdc").send(app.port());
    }
}
