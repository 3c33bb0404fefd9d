package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a request brings and whatever the agent suffers: the answers are the same, byte by byte, as without it. */
class UnnoticedIT {

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void answersAreTheSameToTheByte(Jdk jdk) {
        Map<String, String> without =
                answers(Program.of(HttpServerApp.class).on(jdk).start());
        Map<String, String> with =
                answers(Program.of(HttpServerApp.class).on(jdk).agent("").start());

        assertThat(with).isEqualTo(without);
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void aBackEndThatIsNotThereCostsOneLine(Jdk jdk) {
        Map<String, String> without =
                answers(Program.of(HttpServerApp.class).on(jdk).start());
        Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
                .environment("OTEL_BSP_SCHEDULE_DELAY", "20")
                .start();
        Map<String, String> with = answers(app);

        assertThat(with).isEqualTo(without);
        assertThat(app.err())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("jobflow-agent: "))
                .hasSizeLessThanOrEqualTo(2); // traces and metrics, each once
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void aWrongTelemetrySettingCostsOneLine(Jdk jdk) {
        Map<String, String> without =
                answers(Program.of(HttpServerApp.class).on(jdk).start());
        Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", "nowhere at all")
                .start();
        Map<String, String> with = answers(app);

        assertThat(with).isEqualTo(without);
        assertThat(app.err()).singleElement().asString().startsWith("jobflow-agent: ");
    }

    /** The answer to each request of a long list; the program is stopped afterwards. */
    private static Map<String, String> answers(Program program) {
        Map<String, String> answers = new LinkedHashMap<>();
        try (program) {
            int port = program.port();
            requests().forEach((name, request) -> answers.put(name, request.send(port)));
            assertThat(program.stop()).isZero();
        }
        return answers;
    }

    private static Map<String, JobRequest> requests() {
        Map<String, JobRequest> requests = new LinkedHashMap<>();
        requests.put("ordinary", JobRequest.ordinary("/internal/job/plain"));
        requests.put("ordinary that throws", JobRequest.ordinary("/internal/job/throws"));
        for (String handler : List.of("plain", "failed", "skipped", "busy", "broken", "throws", "later")) {
            requests.put(handler, JobRequest.traced("/internal/job/" + handler, "e-" + handler));
        }
        List<String> garbage = new ArrayList<>(List.of("", "\u0001\u0002\u007f", "%00%0a", "öäü", "-1", "NaN"));
        garbage.add("x".repeat(10_000));
        for (int index = 0; index < garbage.size(); index++) {
            requests.put("garbage execution " + index, JobRequest.job("/internal/job/plain", garbage.get(index)));
            requests.put(
                    "garbage elsewhere " + index,
                    JobRequest.job("/internal/job/plain", "e-1")
                            .header("traceparent", garbage.get(index))
                            .header("tracestate", garbage.get(index))
                            .header("baggage", garbage.get(index))
                            .header("X-Trace-Id", garbage.get(index))
                            .header("X-JobFlow-Fire-Time", garbage.get(index)));
        }
        for (int thread = 0; thread < 4; thread++) {
            requests.put("ordinary MDC " + thread, JobRequest.ordinary("/internal/job/mdc"));
        }
        requests.put(
                "two traceparents",
                JobRequest.traced("/internal/job/plain", "e-2")
                        .header("traceparent", "00-" + "1".repeat(32) + "-" + "2".repeat(16) + "-01"));
        requests.put(
                "half a job request", JobRequest.ordinary("/internal/job/plain").header("X-JobFlow-Job", "order-sync"));
        return requests;
    }
}
