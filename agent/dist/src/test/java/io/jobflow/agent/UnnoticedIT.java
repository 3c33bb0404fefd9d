package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.BadBackEnd;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ServerCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a request brings and whatever the agent suffers: the answers are the same, byte by byte, as without it. */
@Shows(area = "Safety and cost", row = "Broken settings, requests and back ends go unnoticed")
class UnnoticedIT {

    private static final String PATH = "/internal/job/";
    private static final String OUR_LINES = "jobflow-agent: ";
    private static final int SIGNALS = 2;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.jobflow.agent.harness.ServerCase#all")
    void answersAreTheSameToTheByteWhateverIsBroken(ServerCase server) {
        try (BadBackEnd hanging = BadBackEnd.hanging();
                BadBackEnd nonsense = BadBackEnd.talkingNonsense()) {
            List<Program> agents = List.of(
                    server.newProgram().agent("").start(),
                    server.newProgram()
                            .agent("debug=perhaps,log-keys=colour")
                            .environment("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere at all")
                            .start(),
                    exportingTo(BadBackEnd.refusingEndpoint(), server.newProgram()),
                    exportingTo(hanging.endpoint(), server.newProgram()),
                    exportingTo(nonsense.endpoint(), server.newProgram()));

            Map<String, String> without = answersAndEnd(server.newProgram().start());

            assertThat(agents).allSatisfy(agent -> assertThat(answers(agent)).isEqualTo(without));
            assertThat(agents.parallelStream().map(Program::stop).toList()).containsOnly(0);
            assertThat(agents)
                    .extracting(UnnoticedIT::linesOfOurs)
                    .satisfiesExactly(
                            unbroken -> assertThat(unbroken).isEmpty(),
                            settings -> assertThat(settings).hasSize(3).doesNotHaveDuplicates(),
                            refused -> assertThat(refused).hasSizeBetween(1, SIGNALS),
                            silent -> assertThat(silent).hasSizeLessThanOrEqualTo(SIGNALS),
                            garbled -> assertThat(garbled).hasSizeBetween(1, SIGNALS));
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void countsItsOwnTrouble(Jdk jdk) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                BadBackEnd nonsense = BadBackEnd.talkingNonsense();
                Program app = Program.of(HttpServerApp.class)
                        .on(jdk)
                        .agent("")
                        .exportTo(receiver)
                        .environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", nonsense.endpoint())
                        .start()) {
            JobRequest.traced(PATH + "plain", "e-1").send(app.port());

            receiver.awaitMetric(
                    "jobflow.agent.failures",
                    metric -> metric.getSum().getDataPoints(0).getAsInt() > 0);
            assertThat(linesOfOurs(app)).hasSize(1);
        }
    }

    private static Program exportingTo(String endpoint, ProgramBuilder program) {
        return program.agent("")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint)
                .environment("OTEL_EXPORTER_OTLP_TIMEOUT", "500")
                .environment("OTEL_BSP_SCHEDULE_DELAY", "20")
                .start();
    }

    /** What the agent said, apart from what a container logs at the same place. */
    private static List<String> linesOfOurs(Program program) {
        return program.err().stream().filter(line -> line.startsWith(OUR_LINES)).toList();
    }

    private static Map<String, String> answersAndEnd(Program program) {
        try (program) {
            return answers(program);
        }
    }

    /** The answer to each request of a long list. */
    private static Map<String, String> answers(Program program) {
        int port = program.port();
        Map<String, String> answers = new LinkedHashMap<>();
        requests().forEach((name, request) -> answers.put(name, request.send(port)));
        return answers;
    }

    private static Map<String, JobRequest> requests() {
        Map<String, JobRequest> requests = new LinkedHashMap<>();
        requests.put("ordinary", JobRequest.ordinary(PATH + "plain"));
        requests.put("ordinary that throws", JobRequest.ordinary(PATH + "throws"));
        for (String handler : List.of("plain", "failed", "skipped", "busy", "broken", "throws", "later")) {
            requests.put(handler, JobRequest.traced(PATH + handler, "e-" + handler));
        }
        List<String> garbage = new ArrayList<>(List.of("", "\u0001\u0002\u007f", "%00%0a", "öäü", "-1", "NaN"));
        garbage.add("x".repeat(10_000));
        for (int index = 0; index < garbage.size(); index++) {
            requests.put("garbage execution " + index, JobRequest.job(PATH + "plain", garbage.get(index)));
            requests.put(
                    "garbage elsewhere " + index,
                    JobRequest.job(PATH + "plain", "e-1")
                            .header("traceparent", garbage.get(index))
                            .header("tracestate", garbage.get(index))
                            .header("baggage", garbage.get(index))
                            .header("X-Trace-Id", garbage.get(index))
                            .header("X-JobFlow-Fire-Time", garbage.get(index)));
        }
        for (int thread = 0; thread < 4; thread++) {
            requests.put("ordinary MDC " + thread, JobRequest.ordinary(PATH + "mdc"));
        }
        requests.put(
                "two traceparents",
                JobRequest.traced(PATH + "plain", "e-2")
                        .header("traceparent", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"));
        requests.put("half a job request", JobRequest.ordinary(PATH + "plain").header("X-JobFlow-Job", "order-sync"));
        return requests;
    }
}
