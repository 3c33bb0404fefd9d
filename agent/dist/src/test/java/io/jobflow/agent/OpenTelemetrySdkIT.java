package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedSpan;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application with an OpenTelemetry SDK of its own: runs are recorded by that one, in every version and however the
 * application holds it. The agent is told of the same back end, so that a second span would be seen.
 */
@Shows(area = "Coexistence", row = "Application-owned SDK, global and kept")
@ParameterizedClass(name = "{0}")
@MethodSource("versions")
class OpenTelemetrySdkIT {

    private static final String PATH = "/internal/job/";

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final MatrixCase sdk;

    OpenTelemetrySdkIT(MatrixCase sdk) {
        this.sdk = sdk;
    }

    static Stream<MatrixCase> versions() {
        return Matrix.of("opentelemetry-sdk");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private ProgramBuilder program(String mode) {
        return Neighbours.program("SdkApp", "sdk", sdk.jars())
                .on(sdk.jdk())
                .arguments(mode, receiver.endpoint())
                .exportTo(receiver);
    }

    /** One run span, by the application's SDK, and nothing that the agent would have sent itself. */
    private ReceivedSpan theOnlyRun(String execution) {
        ReceivedSpan run = receiver.awaitSpan(execution);
        assertThat(receiver.spans())
                .filteredOn(span -> span.name().startsWith("run "))
                .extracting(span -> span.attribute("jobflow.execution.id"))
                .doesNotHaveDuplicates();
        assertThat(receiver.spans())
                .extracting(span -> span.resourceAttribute("service.name"))
                .containsOnly("shop");
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"global", "injected"})
    void recordsRunsByTheApplicationsSdk(String mode) {
        try (Program app = program(mode).agent("").start()) {
            String answer = JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            ReceivedSpan run = theOnlyRun("e-1");
            ReceivedSpan work = receiver.awaitSpan(span -> span.name().equals("work"));
            ReceivedSpan inner = receiver.awaitSpan(span -> span.name().equals("inner work"));
            assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"SUCCESS\"}");
            assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
            assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(run.attribute("jobflow.attempt")).isEqualTo("2");
            assertThat(run.attribute("jobflow.result")).isEqualTo("success");
            assertThat(work.parentSpanId()).isEqualTo(run.spanId());
            assertThat(inner.parentSpanId()).isEqualTo(work.spanId());
            assertThat(receiver.awaitMetric("jobflow.attempt.duration")
                            .getHistogram()
                            .getDataPoints(0)
                            .getCount())
                    .isEqualTo(1);
            assertThat(app.stop()).isZero();
            assertThat(app.err())
                    .containsExactly("jobflow-agent: runs are recorded by the application's OpenTelemetry SDK, metrics"
                            + " there too");
            assertThat(receiver.spans()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"global", "none"})
    void exportsNoLinesOfRunsThatTheApplicationsSdkRecords(String mode) {
        try (Program app = program(mode).exportTo(receiver, "logs").agent("").start()) {
            JobRequest.traced(PATH + "logs", "e-logs").send(app.port());

            receiver.awaitSpan("e-logs");
            if (mode.equals("none")) {
                receiver.awaitLine("said in a run");
            }
            assertThat(app.stop()).isZero();
            assertThat(receiver.lines("said in a run")).hasSize(mode.equals("none") ? 1 : 0);
        }
    }

    @Test
    void leavesTheGlobalOneFreeToBeSetByTheApplication() {
        try (Program app = program("late").agent("").start()) {
            JobRequest.ordinary(PATH + "plain").send(app.port());

            String answer = JobRequest.ordinary(PATH + "late").send(app.port());
            JobRequest.traced(PATH + "plain", "e-late").send(app.port());

            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(theOnlyRun("e-late").parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        }
    }

    @Test
    void givesTheApplicationTheRequestsBaggage() {
        try (Program app = program("global").agent("").start()) {
            String answer = JobRequest.traced(PATH + "baggage", "e-baggage")
                    .header("baggage", "tenant=acme")
                    .send(app.port());

            assertThat(answer).endsWith("tenant=acme");
        }
    }

    @Test
    void leavesNothingCurrentOnTheThread() {
        try (Program app = program("global").agent("").start()) {
            String inside = JobRequest.traced(PATH + "ambient", "e-1").send(app.port());
            JobRequest.traced(PATH + "leaks", "e-2").send(app.port());
            List<String> afterwards = Stream.generate(() -> JobRequest.ordinary(PATH + "ambient"))
                    .limit(8)
                    .map(request -> request.send(app.port()))
                    .toList();

            assertThat(inside).endsWith(theOnlyRun("e-1").spanId());
            assertThat(afterwards).allMatch(answer -> answer.endsWith("0000000000000000"));
        }
    }

    @Test
    void putsAHandlersSpanBetweenTheRunsAndTheApplications() {
        try (Program app =
                program("global").agent("handlers=coexist.SdkApp#work").start()) {
            JobRequest.traced(PATH + "plain", "e-handler").send(app.port());

            ReceivedSpan run = theOnlyRun("e-handler");
            ReceivedSpan handler = receiver.awaitSpan(span -> span.name().equals("SdkApp.work"));
            ReceivedSpan work = receiver.awaitSpan(span -> span.name().equals("work"));
            ReceivedSpan inner = receiver.awaitSpan(span -> span.name().equals("inner work"));
            assertThat(handler.parentSpanId()).isEqualTo(run.spanId());
            assertThat(work.parentSpanId()).isEqualTo(handler.spanId());
            assertThat(inner.parentSpanId()).isEqualTo(work.spanId());
        }
    }

    /** What a handler or a filter has put into the context since the run began stays there within it. */
    @Test
    void leavesTheApplicationsBaggageInAHandlerOfTheSettings() {
        try (Program app =
                program("global").agent("handlers=coexist.SdkApp#carried").start()) {
            String answer = JobRequest.traced(PATH + "carries", "e-carried").send(app.port());

            assertThat(answer).endsWith("tenant=blue");
        }
    }

    @Test
    void leavesWhatTheApplicationCarriesToAPoolAsItIs() {
        try (Program app = program("injected").agent("").start()) {
            JobRequest.traced(PATH + "pool", "e-pool").send(app.port());

            ReceivedSpan run = theOnlyRun("e-pool");
            ReceivedSpan outer = receiver.awaitSpan(span -> span.name().equals("outer"));
            ReceivedSpan pooled = receiver.awaitSpan(span -> span.name().equals("pooled"));
            assertThat(outer.parentSpanId()).isEqualTo(run.spanId());
            assertThat(pooled.parentSpanId()).isEqualTo(outer.spanId());
        }
    }

    /** A library that only asks for a global one sets one that does nothing, for good. */
    @Test
    void recordsByItselfWhereALibraryHasOnlyAsked() {
        try (Program app = program("agent").agent("").start()) {
            JobRequest.traced(PATH + "plain", "e-asked").send(app.port());

            ReceivedSpan run = receiver.awaitSpan("e-asked");
            assertThat(run.resourceAttribute("service.name")).isEqualTo("SdkApp");
            assertThat(app.stop()).isZero();
            assertThat(app.err()).isEmpty();
        }
    }

    @Test
    void recordsByItselfWhereItIsToldTo() {
        try (Program app = program("global").agent("backend=own").start()) {
            JobRequest.traced(PATH + "plain", "e-own").send(app.port());

            ReceivedSpan run = receiver.awaitSpan("e-own");
            assertThat(run.resourceAttribute("service.name")).isEqualTo("SdkApp");
            assertThat(receiver.spans())
                    .filteredOn(span -> span.name().startsWith("run "))
                    .hasSize(1);
        }
    }

    @Test
    void recordsNothingWhereAnSdkIsWantedThatIsNotThere() {
        try (Program app = program("late").agent("backend=app").start()) {
            JobRequest.traced(PATH + "plain", "e-early").send(app.port());
            JobRequest.ordinary(PATH + "late").send(app.port());
            JobRequest.traced(PATH + "plain", "e-late").send(app.port());

            theOnlyRun("e-late");
            assertThat(app.stop()).isZero();
            assertThat(receiver.spans())
                    .extracting(span -> span.attribute("jobflow.execution.id"))
                    .doesNotContain("e-early");
            assertThat(app.err()).anyMatch(line -> line.contains("jobflow.agent.backend is \"app\""));
        }
    }
}
