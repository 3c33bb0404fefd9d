package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HandlerApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ReceivedSpan;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that the settings name, within a run and outside of any, on every JDK. */
@Shows(area = "Entry points", row = "Handlers named by the settings")
@ParameterizedClass
@MethodSource("io.jobflow.agent.harness.Jdk#all")
class HandlerIT {

    private static final String JOBS = "io.jobflow.agent.fixture.jobs.";
    private static final String SETTINGS =
            "handlers=" + JOBS + "*#sync* com.acme,handler-annotations=" + JOBS + "Nightly";

    @SuppressWarnings("NullAway.Init")
    private static OtlpReceiver receiver;

    @SuppressWarnings("NullAway.Init")
    private static Program app;

    HandlerIT(Jdk jdk) {}

    @BeforeParameterizedClassInvocation
    static void start(Jdk jdk) {
        receiver = new OtlpReceiver();
        app = Program.of(HandlerApp.class)
                .on(jdk)
                .agent(SETTINGS)
                .jvm("-Dlogback.configurationFile=fixture/logback.xml")
                .exportTo(receiver)
                .start();
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongButThePatternThatIsNone() {
        int exitCode = app.stop();
        receiver.close();

        assertThat(exitCode).as(app::toString).isZero();
        assertThat(app.err().stream().filter(line -> line.contains("jobflow-agent")))
                .singleElement()
                .asString()
                .contains("agent argument handlers has \"com.acme\" (expected class#method, where *");
    }

    @Test
    void isASpanOfItsOwnWithinTheRun() {
        String answer = JobRequest.traced("/internal/job/syncPlain", "e-plain").send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-plain");
        ReceivedSpan handler = awaitBelow(run);
        assertThat(answer).endsWith("3");
        assertThat(handler.name()).isEqualTo("OrderJobs.syncPlain");
        assertThat(handler.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
        assertThat(handler.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(handler.attribute("code.function.name")).isEqualTo(JOBS + "OrderJobs.syncPlain");
        assertThat(lines("in syncPlain", "e-plain")).hasSize(2).allMatch(line -> line.contains(JobRequest.TRACE_ID));
    }

    @Test
    void isBelowTheHandlerThatCallsIt() {
        JobRequest.traced("/internal/job/syncOuter", "e-outer").send(app.port());

        ReceivedSpan outer = awaitBelow(receiver.awaitSpan("e-outer"));
        assertThat(outer.name()).isEqualTo("OrderJobs.syncOuter");
        assertThat(awaitBelow(outer).name()).isEqualTo("OrderJobs.syncPlain");
    }

    @Test
    void recordsWhatItThrowsWithinTheRun() {
        JobRequest.traced("/internal/job/syncThrows", "e-throws").send(app.port());

        ReceivedSpan run = receiver.awaitSpan("e-throws");
        ReceivedSpan handler = awaitBelow(run);
        assertThat(handler.span().getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(handler.statusMessage()).isEqualTo("the order book is closed");
        assertThat(run.attribute("jobflow.result"))
                .as("the program answers 200 all the same")
                .isEqualTo("success");
    }

    @Test
    void lastsAsLongAsItsResultWithinTheRun() {
        JobRequest.traced("/internal/job/syncFailedStage", "e-failed-stage").send(app.port());

        ReceivedSpan handler = awaitBelow(receiver.awaitSpan("e-failed-stage"));
        assertThat(handler.attribute("error.type")).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void isARunOfItsOwnOnATimerThread() {
        JobRequest.ordinary("/timer/syncPlain").send(app.port());

        ReceivedSpan run = awaitLocal("OrderJobs.syncPlain");
        assertThat(run.name()).isEqualTo("run OrderJobs.syncPlain");
        assertThat(run.parentSpanId()).isEmpty();
        assertThat(run.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
        assertThat(run.attribute("jobflow.execution.id"))
                .isEqualTo(run.traceId().substring(0, 16));
        assertThat(run.attribute("jobflow.attempt")).isEqualTo("1");
        assertThat(run.attribute("jobflow.trigger")).isEqualTo("local");
        assertThat(run.attribute("jobflow.result")).isEqualTo("success");
        assertThat(run.attribute("code.function.name")).isEqualTo(JOBS + "OrderJobs.syncPlain");
        assertThat(lines("in syncPlain", run.traceId().substring(0, 16)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("trace=[" + run.traceId() + "]", "job=[OrderJobs.syncPlain]", "attempt=[1]"));
    }

    @Test
    void isCountedAsALocalRun() {
        JobRequest.ordinary("/timer/closeDay").send(app.port());

        assertThat(receiver.awaitMetric(
                        "jobflow.attempt.duration",
                        metric -> metric.getHistogram().getDataPointsList().stream()
                                .anyMatch(HandlerIT::isOfCloseDay)))
                .isNotNull();
    }

    private static boolean isOfCloseDay(HistogramDataPoint point) {
        List<String> labels = point.getAttributesList().stream()
                .map(label -> label.getKey() + "=" + label.getValue().getStringValue())
                .sorted()
                .toList();
        return labels.equals(List.of("job=close-day", "result=success", "trigger=local"));
    }

    @ParameterizedTest
    @CsvSource({"closeDay, close-day", "closeMonth, OrderJobs.closeMonth"})
    void takesTheJobsNameFromTheAnnotation(String handler, String job) {
        JobRequest.ordinary("/timer/" + handler).send(app.port());

        assertThat(awaitLocal(job).attribute("jobflow.result")).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource({
        "syncThrows, failure, the order book is closed",
        "syncFailedStage, failure, 12 orders stuck",
        "syncFailedFuture, failure, 13 orders stuck",
        "syncCancelled, cancelled, ''",
        "syncStage, success, ''",
        "syncFuture, success, ''",
    })
    void endsAsItsResultDoes(String handler, String result, String exception) {
        JobRequest.ordinary("/timer/" + handler).send(app.port());

        ReceivedSpan run = awaitLocal("OrderJobs." + handler);
        assertThat(run.attribute("jobflow.result")).isEqualTo(result);
        assertThat(run.span().getEventsList().toString()).contains(exception);
    }

    @ParameterizedTest
    @ValueSource(strings = {"syncStage", "syncFuture"})
    void carriesItsIdsToTheThreadsThatItHandsWorkTo(String handler) {
        JobRequest.ordinary("/timer/" + handler).send(app.port());

        String traceId = awaitLocal("OrderJobs." + handler).traceId();
        assertThat(lines("later in " + handler, traceId)).hasSize(2);
    }

    @Test
    void isOpenUntilItsStageIsComplete() {
        JobRequest.ordinary("/timer/syncHeld").send(app.port());
        app.awaitLine(line -> line.contains("later in syncHeld"));
        JobRequest.traced("/internal/job/syncPlain", "e-meanwhile").send(app.port());
        receiver.awaitSpan("e-meanwhile");
        boolean endedBefore = receiver.spans().stream().anyMatch(span -> isLocal(span, "OrderJobs.syncHeld"));

        JobRequest.ordinary("/release").send(app.port());

        assertThat(endedBefore).isFalse();
        assertThat(awaitLocal("OrderJobs.syncHeld").attribute("jobflow.result")).isEqualTo("success");
    }

    @Test
    void leavesOtherMethodsAlone() {
        JobRequest.ordinary("/timer/syncPlain").send(app.port());
        JobRequest.ordinary("/timer/other").send(app.port());

        app.awaitLine(line -> line.contains("in other"));
        assertThat(app.out().stream().filter(line -> line.contains("in other")))
                .allMatch(line -> line.contains("trace=[]"));
    }

    private static ReceivedSpan awaitBelow(ReceivedSpan parent) {
        return receiver.awaitSpan(span -> span.parentSpanId().equals(parent.spanId()));
    }

    private static ReceivedSpan awaitLocal(String job) {
        return receiver.awaitSpan(span -> isLocal(span, job));
    }

    private static boolean isLocal(ReceivedSpan span, String job) {
        return "local".equals(span.attribute("jobflow.trigger")) && job.equals(span.attribute("jobflow.job.name"));
    }

    /** The two lines of both appenders. */
    private static List<String> lines(String message, String id) {
        Awaitility.await(message + " of " + id + " in " + app)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> linesSoFar(message, id).size() >= 2);
        return linesSoFar(message, id);
    }

    private static List<String> linesSoFar(String message, String id) {
        return app.out().stream()
                .filter(line -> line.contains(message + " ") && line.contains("[" + id + "]"))
                .toList();
    }
}
