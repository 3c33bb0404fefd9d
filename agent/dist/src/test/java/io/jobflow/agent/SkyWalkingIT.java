package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.AgentOrder;
import io.jobflow.agent.harness.CommandLine;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.SkyWalkingAgent;
import io.jobflow.agent.harness.SkyWalkingOap;
import io.jobflow.agent.harness.WebServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SkyWalking's agent enhances the servlet class that ours weaves. Each records its own, once: our run goes to our back end,
 * SkyWalking's segment to SkyWalking's.
 */
@Shows(area = "Coexistence", row = "SkyWalking agent (its core, with a plugin for servlets), both orders")
@ParameterizedClass(name = "{0}")
@MethodSource("orders")
class SkyWalkingIT {

    private static final String PATH = "/internal/job/";
    private static final String CALLER = "segment-of-the-caller";
    private static final List<String> NAMES = List.of("plain", "failed-writer", "async", "throws");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static SkyWalkingOap oap;

    private final OtlpReceiver receiver = new OtlpReceiver();
    private final String trace = UUID.randomUUID().toString();
    private final AgentOrder order;
    private Program program;
    private SkyWalkingAgent skyWalking;

    @TempDir
    private Path folder;

    SkyWalkingIT(AgentOrder order) {
        this.order = order;
    }

    static Stream<AgentOrder> orders() {
        return AgentOrder.of("skywalking-agent");
    }

    @BeforeAll
    static void startBackEnd() {
        oap = new SkyWalkingOap();
    }

    @AfterAll
    static void stopBackEnd() {
        oap.close();
    }

    @BeforeEach
    void startProgram() {
        skyWalking = skyWalking("both");
        program = order.underBoth(WebServer.TOMCAT.program(), skyWalking.jar())
                .exportTo(receiver)
                .start();
        awaitConnection();
    }

    @AfterEach
    void stopProgram() {
        program.close();
        receiver.close();
    }

    private SkyWalkingAgent skyWalking(String name) {
        return SkyWalkingAgent.in(folder.resolve(name), order.other().jars().get(0), oap);
    }

    /** Segments that are made before its agent is connected are lost. */
    private void awaitConnection() {
        String first = "first-" + trace;
        Awaitility.await("a segment of SkyWalking's agent").atMost(LIMIT).until(() -> {
            JobRequest.ordinary(PATH + "writer").header("sw8", sw8(first)).send(program.port());
            return !oap.spans(first).isEmpty();
        });
    }

    private List<String> askAll(Program asked) {
        return NAMES.stream().map(name -> ask(asked, name)).toList();
    }

    /** The answer, without the names that SkyWalking's agent makes up in each JVM and that stack traces show. */
    private String ask(Program asked, String name) {
        return JobRequest.traced(PATH + name, "e-" + name)
                .header("sw8", sw8(trace))
                .send(asked.port())
                .replaceAll("[$]auxiliary[$]\\w+", "");
    }

    /** Trace, segment and span of the caller, its service, instance and endpoint, and the address that it called. */
    private static String sw8(String trace) {
        return "1-" + base64(trace) + "-" + base64(CALLER) + "-3-" + base64("gate") + "-" + base64("gate-1") + "-"
                + base64("/") + "-" + base64("shop:80");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static SkyWalkingOap.Span span(String name) {
        return new SkyWalkingOap.Span(PATH + name, name.equals("throws"), CALLER);
    }

    private static String ids(ReceivedSpan run, String name) {
        return " trace=[" + JobRequest.TRACE_ID + "] span=[" + run.spanId() + "] job=[order-sync] execution=[e-" + name
                + "] attempt=[2] shard=[0/3] ";
    }

    @Test
    void recordsTheRunOnceAndSkyWalkingItsOwn() {
        askAll(program);

        assertThat(oap.awaitSpans(trace, NAMES.size()))
                .containsExactlyInAnyOrderElementsOf(
                        NAMES.stream().map(SkyWalkingIT::span).toList());
        assertThat(program.stop()).isZero();
        assertThat(receiver.spans())
                .extracting(span -> span.attribute("jobflow.execution.id"))
                .containsExactlyInAnyOrderElementsOf(
                        NAMES.stream().map(name -> "e-" + name).toList());
        assertThat(receiver.spans()).allSatisfy(run -> {
            assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
            assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        });
        assertThat(receiver.spans())
                .filteredOn(run -> "failure".equals(run.attribute("jobflow.result")))
                .extracting(run -> run.attribute("jobflow.execution.id"))
                .containsExactlyInAnyOrder("e-failed-writer", "e-throws");
    }

    @Test
    void showsTheIdsOnEveryLineAndNeitherComplains() {
        askAll(program);

        assertThat(program.stop()).isZero();
        for (String name : NAMES) {
            assertThat(program.out())
                    .filteredOn(line -> line.contains("ing " + name + " "))
                    .isNotEmpty()
                    .allMatch(line -> line.contains(ids(receiver.awaitSpan("e-" + name), name)));
        }
        assertThat(program.err()).noneMatch(line -> line.contains("jobflow"));
        assertThat(skyWalking.problems()).isEmpty();
    }

    @Test
    void answersTheSameAsWithoutOurs() {
        List<String> expected;
        try (Program alone = order.underTheOther(
                        WebServer.TOMCAT.program(), skyWalking("alone").jar())
                .start()) {
            expected = askAll(alone);
        }

        assertThat(askAll(program)).isEqualTo(expected).allMatch(answer -> answer.contains("x-trace: " + trace));
    }

    @Test
    void leavesSkyWalkingItsOwnWhileOursIsSwitchedOff() {
        String off = switched("off");
        askAll(program);

        assertThat(off).contains("classes have their original code again");
        assertThat(oap.awaitSpans(trace, NAMES.size()))
                .containsExactlyInAnyOrderElementsOf(
                        NAMES.stream().map(SkyWalkingIT::span).toList());

        switched("on");
        ask(program, "async-failed");

        assertThat(oap.awaitSpans(trace, NAMES.size() + 1))
                .hasSize(NAMES.size() + 1)
                .contains(span("async-failed"));
        assertThat(program.stop()).isZero();
        assertThat(receiver.spans())
                .extracting(span -> span.attribute("jobflow.execution.id"))
                .containsExactly("e-async-failed");
        assertThat(program.err()).noneMatch(line -> line.contains("jobflow"));
        assertThat(skyWalking.problems()).isEmpty();
    }

    private String switched(String how) {
        CommandLine command = CommandLine.run(order.other().jdk(), "switch", program.pid(), how);
        assertThat(command.exitCode()).as(command.toString()).isZero();
        return command.out();
    }
}
