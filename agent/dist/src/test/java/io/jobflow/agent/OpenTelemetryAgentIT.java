package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.AgentOrder;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedLine;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.WebServer;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * OpenTelemetry's agent in the same JVM, before ours and after it. Both are told of the same back end, so that a second
 * span would be seen.
 */
@Shows(area = "Coexistence", row = "OpenTelemetry agent, both orders")
@ParameterizedClass(name = "{0}")
@MethodSource("orders")
class OpenTelemetryAgentIT {

    private static final String PATH = "/internal/job/";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String DISTRIBUTION = "opentelemetry-java-instrumentation";

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final AgentOrder order;

    OpenTelemetryAgentIT(AgentOrder order) {
        this.order = order;
    }

    static Stream<AgentOrder> orders() {
        return AgentOrder.of("opentelemetry-javaagent");
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private Program start(ProgramBuilder builder) {
        return order.underBoth(builder)
                .exportTo(receiver)
                .environment("OTEL_LOGS_EXPORTER", "none")
                .start();
    }

    private List<ReceivedSpan> server() {
        return receiver.spans().stream()
                .filter(span -> span.span().getKind() == Span.SpanKind.SPAN_KIND_SERVER)
                .toList();
    }

    /** One run span below one span of the server, both by that agent; a request without a job has no run. */
    private ReceivedSpan theOnlyRunBelowItsServerSpan(String execution) {
        ReceivedSpan run = theOnlyRun(execution);
        ReceivedSpan server = receiver.awaitSpan(span -> span.spanId().equals(run.parentSpanId()));
        assertThat(server.span().getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(server.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        return run;
    }

    private ReceivedSpan theOnlyRun(String execution) {
        ReceivedSpan run = receiver.awaitSpan(execution);
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(receiver.spans())
                .filteredOn(span -> span.name().startsWith("run "))
                .hasSize(1);
        assertThat(receiver.spans())
                .extracting(span -> span.resourceAttribute("telemetry.distro.name"))
                .containsOnly(DISTRIBUTION);
        return run;
    }

    /** Its first versions make no spans of the JDK's web server. */
    private boolean knowsTheJdksServer() {
        return !order.other().version().label().equals("oldest");
    }

    private static List<String> saidByOurs(Program app) {
        return app.err().stream().filter(line -> line.contains("jobflow-agent")).toList();
    }

    @Test
    void recordsRunsBelowItsServerSpansWhereTheApplicationHasNoApi() {
        try (Program app = start(Neighbours.program("PlainApp", "plain", List.of()))) {
            JobRequest.ordinary(PATH + "plain").send(app.port());
            String answer = JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            ReceivedSpan run = knowsTheJdksServer() ? theOnlyRunBelowItsServerSpan("e-1") : theOnlyRun("e-1");
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(run.attribute("jobflow.result")).isEqualTo("success");
            assertThat(receiver.awaitMetric("jobflow.attempt.duration")
                            .getHistogram()
                            .getDataPoints(0)
                            .getCount())
                    .isEqualTo(1);
            assertThat(app.stop()).isZero();
            assertThat(server()).hasSize(knowsTheJdksServer() ? 2 : 0);
            assertThat(run.parentSpanId())
                    .isEqualTo(knowsTheJdksServer() ? server().get(1).spanId() : JobRequest.DISPATCH_SPAN_ID);
            assertThat(saidByOurs(app))
                    .containsExactly("jobflow-agent: runs are recorded by OpenTelemetry's agent, metrics there too");
        }
    }

    @Test
    void isTheParentOfWhatTheApplicationMakesByTheApi() {
        List<Path> api = Library.named("opentelemetry-sdk").newest();
        try (Program app =
                start(Neighbours.program("SdkApp", "sdk-newest", api).arguments("agent", receiver.endpoint()))) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());
            JobRequest.traced(PATH + "pool", "e-2").send(app.port());

            ReceivedSpan work = receiver.awaitSpan(span -> span.name().equals("work"));
            ReceivedSpan run = receiver.awaitSpan("e-1");
            assertThat(work.parentSpanId()).isEqualTo(run.spanId());
            receiver.awaitSpan("e-2");
            assertThat(receiver.awaitSpan(span -> span.name().equals("pooled")).parentSpanId())
                    .isEqualTo(receiver.awaitSpan(span -> span.name().equals("outer"))
                            .spanId());
            assertThat(receiver.spans())
                    .extracting(span -> span.resourceAttribute("telemetry.distro.name"))
                    .containsOnly(DISTRIBUTION);
            assertThat(receiver.spans())
                    .filteredOn(span -> span.name().startsWith("run "))
                    .hasSize(2);
        }
    }

    @Test
    void fillsTheMdcOfAServletBesideIt() {
        try (Program app = start(WebServer.TOMCAT.program())) {
            JobRequest.traced(PATH + "logged", "e-1").send(app.port());

            ReceivedSpan run = theOnlyRunBelowItsServerSpan("e-1");
            app.awaitLine(line -> line.contains(" logged "));
            assertThat(app.stop()).isZero();
            assertThat(app.out())
                    .filteredOn(line -> line.contains(" logged "))
                    .isNotEmpty()
                    .allMatch(line -> line.contains("trace=[" + run.traceId() + "]"))
                    .allMatch(line -> line.contains("execution=[e-1]"));
        }
    }

    @Test
    void exportsTheLinesOfRunsAndNotWeBesides() {
        try (Program app = order.underBoth(WebServer.TOMCAT.program())
                .exportTo(receiver, "logs")
                .start()) {
            JobRequest.traced(PATH + "logged", "e-1").send(app.port());

            theOnlyRunBelowItsServerSpan("e-1");
            Awaitility.await("the lines of the run")
                    .atMost(LIMIT)
                    .until(() -> !printed(app).isEmpty()
                            && exported().size() >= printed(app).size());
            assertThat(app.stop()).isZero();
            assertThat(exported()).hasSameSizeAs(printed(app));
            assertThat(receiver.lines())
                    .extracting(line -> line.resourceAttribute("telemetry.distro.name"))
                    .containsOnly(DISTRIBUTION);
        }
    }

    private static List<String> printed(Program app) {
        return app.out().stream()
                .filter(line -> line.startsWith("direct ") && line.contains("execution=[e-1]"))
                .toList();
    }

    private List<ReceivedLine> exported() {
        return receiver.lines().stream()
                .filter(line -> line.traceId().equals(JobRequest.TRACE_ID))
                .toList();
    }

    @Test
    void answersTheSameAsWithoutOurs() {
        List<String> paths = List.of("plain", "headers", "pool");
        List<String> with = new ArrayList<>();
        List<String> without = new ArrayList<>();
        try (Program app = start(Neighbours.program("PlainApp", "plain", List.of()))) {
            paths.forEach(
                    path -> with.add(JobRequest.traced(PATH + path, "e-" + path).send(app.port())));
        }
        try (Program app = Neighbours.program("PlainApp", "plain", List.of()).start()) {
            paths.forEach(path ->
                    without.add(JobRequest.traced(PATH + path, "e-" + path).send(app.port())));
        }

        assertThat(with).isEqualTo(without);
    }
}
