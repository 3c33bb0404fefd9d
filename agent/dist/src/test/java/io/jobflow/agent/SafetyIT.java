package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.ChainApp;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.ClassFiles;
import io.jobflow.agent.harness.CommandLine;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.LibraryProgram;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sites that fail, the switches, and what the agent says of itself, on every JDK of this machine. */
@Shows(area = "Safety and cost", row = "Breakers, switches, contexts left behind")
class SafetyIT {

    private static final String CHAIN = "com.sun.net.httpserver.Filter$Chain";
    private static final String DECODER = "io.netty.handler.codec.http.HttpObjectDecoder";
    private static final String MDC = "/internal/job/mdc";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void switchesOffASiteThatKeepsFailingAndRestoresItsClasses(Jdk jdk) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app = chain(jdk).agent("").exportTo(receiver).start()) {
            assertThat(handled(app, 9, "throwing-headers")).isEqualTo(9);
            assertThat(handled(app, 1, "job")).isOne();
            assertThat(ClassFiles.callsTheAgent(app, CHAIN)).isTrue();

            assertThat(handled(app, 1, "throwing-headers")).isOne();
            awaitOriginal(app, CHAIN);
            assertThat(handled(app, 100, "throwing-headers")).isEqualTo(100);

            assertThat(doctor(jdk, app))
                    .contains("jdk-http: off, because of 10 failures within a minute, the last one"
                            + " java.lang.IllegalStateException; ")
                    .contains("failures suppressed: 10\n");
            assertThat(app.err())
                    .filteredOn(line -> line.contains("is switched off"))
                    .containsExactly("jobflow-agent: site jdk-http is switched off and its classes are restored: 10"
                            + " failures within a minute, the last one java.lang.IllegalStateException");
            receiver.awaitMetric(
                    "jobflow.agent.suppressed",
                    metric -> metric.getSum().getDataPointsList().stream()
                            .anyMatch(point -> point.getAsInt() == 10
                                    && point.getAttributes(0)
                                            .getValue()
                                            .getStringValue()
                                            .equals("jdk-http")));
            receiver.awaitMetric(
                    "jobflow.agent.site.off",
                    metric -> metric.getGauge().getDataPointsList().stream().anyMatch(point -> point.getAsInt() == 1));
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void switchesOffASiteThatCostsTooMuch(Jdk jdk) {
        try (Program app = chain(jdk).agent("").start()) {
            assertThat(handled(app, 1, "plain")).isOne();
            for (int round = 0; round < 20 && ClassFiles.callsTheAgent(app, CHAIN); round++) {
                assertThat(handled(app, 50, "slow-headers")).isEqualTo(50);
            }

            awaitOriginal(app, CHAIN);
            assertThat(doctor(jdk, app))
                    .contains("jdk-http: off, because of 20 calls in a row took longer than 5000 µs");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void keepsASiteOnIfToldTo(Jdk jdk) {
        try (Program app = chain(jdk).agent("breaker-failures=0").start()) {
            assertThat(handled(app, 100, "throwing-headers")).isEqualTo(100);
            assertThat(handled(app, 100, "throwing-body")).isEqualTo(100);

            assertThat(doctor(jdk, app)).contains("jdk-http: on; ").contains("failures suppressed: 200\n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void takesAwayARunThatWasLeftOnItsThread(Jdk jdk) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app = chain(jdk).agent("").exportTo(receiver).start()) {
            assertThat(handled(app, 1, "job")).isOne();
            handled(app, 1, "left");
            assertThat(doctor(jdk, app)).contains("open 1, left on a thread and taken away 0");

            assertThat(handled(app, 2, "job")).isEqualTo(2);

            assertThat(doctor(jdk, app)).contains("begun 4, open 0, left on a thread and taken away 1");
            receiver.awaitSpan("e-2");
            receiver.awaitMetric(
                    "jobflow.agent.contexts.leaked",
                    metric -> metric.getSum().getDataPoints(0).getAsInt() == 1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void isSwitchedOffAndOnFromTheCommandLine(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class).on(jdk).agent("").start()) {
            List<String> woven = List.of(
                    CHAIN,
                    "sun.net.httpserver.HttpExchangeImpl",
                    "java.util.concurrent.ThreadPoolExecutor",
                    "ch.qos.logback.classic.Logger");
            assertThat(mdc(app)).contains("traceId=");
            assertThat(woven).allMatch(name -> ClassFiles.callsTheAgent(app, name));

            CommandLine off = CommandLine.run(jdk, "switch", app.pid(), "off");

            assertThat(off.exitCode()).as(off.toString()).isZero();
            assertThat(off.out()).contains("classes have their original code again");
            assertThat(woven).noneMatch(name -> ClassFiles.callsTheAgent(app, name));
            assertThat(mdc(app)).doesNotContain("traceId");
            assertThat(doctor(jdk, app)).startsWith("agent: off, because switched off from the command line");

            assertThat(CommandLine.run(jdk, "switch", app.pid(), "on").exitCode())
                    .isZero();

            assertThat(woven).allMatch(name -> ClassFiles.callsTheAgent(app, name));
            assertThat(mdc(app)).contains("traceId=");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void isSwitchedOffByAJobRequest(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class).on(jdk).agent("").start()) {
            assertThat(mdc(app)).contains("traceId=");

            String answer = JobRequest.traced(MDC, "e-2")
                    .header("X-JobFlow-Agent", "off")
                    .send(app.port());

            assertThat(answer).doesNotContain("traceId");
            awaitOriginal(app, CHAIN);
            assertThat(mdc(app)).doesNotContain("traceId");
        }
    }

    @ParameterizedTest
    @MethodSource("netty")
    void isSwitchedOffByAJobRequestThatAConnectionReads(MatrixCase with) {
        try (Program app =
                LibraryProgram.of(with, "nettyapp", "NettyApp").agent("").start()) {
            assertThat(mdc(app)).contains("traceId=");
            assertThat(CommandLine.run(with.jdk(), "doctor", app.pid(), "--handler", MDC)
                            .out())
                    .contains("requests by netty are seen");

            String answer = JobRequest.traced(MDC, "e-2")
                    .header("X-JobFlow-Agent", "off")
                    .send(app.port());

            assertThat(answer).doesNotContain("traceId");
            awaitOriginal(app, DECODER);
            assertThat(mdc(app)).doesNotContain("traceId");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void isSwitchedByNothingElse(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class)
                        .on(jdk)
                        .agent("remote-switch=false")
                        .start();
                Program open = Program.of(HttpServerApp.class).on(jdk).agent("").start()) {
            String forbidden = JobRequest.traced(MDC, "e-1")
                    .header("X-JobFlow-Agent", "off")
                    .send(app.port());
            JobRequest.ordinary(MDC).header("X-JobFlow-Agent", "off").send(open.port());
            JobRequest.traced(MDC, "e-1").header("X-JobFlow-Agent", "OFF!").send(open.port());

            assertThat(forbidden).contains("traceId=");
            assertThat(mdc(app)).contains("traceId=");
            assertThat(mdc(open)).contains("traceId=");
        }
    }

    static Stream<MatrixCase> netty() {
        return Matrix.of("netty");
    }

    private static ProgramBuilder chain(Jdk jdk) {
        return Program.of(ChainApp.class).on(jdk);
    }

    private static String mdc(Program app) {
        return JobRequest.traced(MDC, "e-1").send(app.port());
    }

    /** How many of the requests the application's handler saw. */
    private static int handled(Program app, int count, String kind) {
        String began = count + " " + kind + " handled ";
        long before = app.out().stream().filter(line -> line.startsWith(began)).count();
        app.say(count + " " + kind);
        Awaitility.await(began)
                .atMost(LIMIT)
                .until(() -> app.out().stream()
                                .filter(line -> line.startsWith(began))
                                .count()
                        > before);
        String last = app.out().stream()
                .filter(line -> line.startsWith(began))
                .toList()
                .get((int) before);
        return Integer.parseInt(last.substring(began.length()).split(" ")[0]);
    }

    private static void awaitOriginal(Program app, String className) {
        Awaitility.await("original code of " + className)
                .atMost(LIMIT)
                .until(() -> !ClassFiles.callsTheAgent(app, className));
    }

    private static String doctor(Jdk jdk, Program app) {
        CommandLine doctor = CommandLine.run(jdk, "doctor", app.pid());
        assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
        return doctor.out();
    }
}
