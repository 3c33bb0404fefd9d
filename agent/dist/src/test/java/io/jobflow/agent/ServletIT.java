package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.fixture.TomcatApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ReceivedSpan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A program with an embedded Tomcat under the packaged agent, on every JDK of this machine. */
@ParameterizedClass
@MethodSource("io.jobflow.agent.harness.Jdk#all")
class ServletIT {

    @SuppressWarnings("NullAway.Init")
    private static OtlpReceiver receiver;

    @SuppressWarnings("NullAway.Init")
    private static Program app;

    ServletIT(Jdk jdk) {}

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        receiver = new OtlpReceiver();
        app = Program.of(TomcatApp.class)
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
    void continuesTheTraceInOneRunFromFilterToServlet() {
        JobRequest.traced("/internal/job/plain", "e-1").send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-1");
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        assertThat(run.attribute("jobflow.result")).isEqualTo("success");
        assertThat(spansOf("e-1")).hasSize(1);
    }

    @Test
    void stampsTheFiltersLogLinesToo() {
        JobRequest.traced("/internal/job/plain", "e-2").send(app.port());

        app.awaitLine(line -> line.startsWith("async answering") && line.contains("execution=[e-2]"));
        assertThat(app.out()).anyMatch(line -> line.contains("came in") && line.contains("execution=[e-2]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed-writer", "failed-printed", "failed-stream", "failed-bytes", "forwarded"})
    void readsTheResultHoweverTheAnswerIsWritten(String handler) {
        JobRequest.traced("/internal/job/" + handler, "e-3-" + handler).send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-3-" + handler);
        assertThat(run.attribute("jobflow.result")).isEqualTo("failure");
        assertThat(run.statusMessage()).isEqualTo("12 orders stuck");
        assertThat(spansOf("e-3-" + handler)).hasSize(1);
    }

    @Test
    void recordsAnExceptionAsFailure() {
        JobRequest.traced("/internal/job/throws", "e-4").send(app.port());

        assertThat(receiver.awaitSpan("e-4").attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void readsTheResultFromTheStatusCode() {
        JobRequest.traced("/internal/job/not-found", "e-5").send(app.port());

        assertThat(receiver.awaitSpan("e-5").attribute("jobflow.result")).isEqualTo("failure");
    }

    @Test
    void endsAnAsynchronousRunAtCompletion() {
        JobRequest.traced("/internal/job/later", "e-6").send(app.port());

        assertThat(receiver.awaitSpan("e-6").statusMessage()).isEqualTo("HTTP status 500");
    }

    @Test
    void takesTheRunUpAgainInADispatch() {
        JobRequest.traced("/internal/job/dispatched", "e-7").send(app.port());

        assertThat(receiver.awaitSpan("e-7").statusMessage()).isEqualTo("12 orders stuck");
        assertThat(spansOf("e-7")).hasSize(1);
        assertThat(app.out())
                .filteredOn(line -> line.startsWith("direct answering") && line.contains("execution=[e-7]"))
                .hasSize(2);
    }

    @Test
    void leavesOrdinaryRequestsAlone() {
        JobRequest.ordinary("/internal/job/ordinary").send(app.port());

        assertThat(app.awaitLine(line -> line.startsWith("async answering /internal/job/ordinary")))
                .contains("trace=[]");
    }

    private static List<ReceivedSpan> spansOf(String executionId) {
        return receiver.spans().stream()
                .filter(span -> executionId.equals(span.attribute("jobflow.execution.id")))
                .toList();
    }
}
