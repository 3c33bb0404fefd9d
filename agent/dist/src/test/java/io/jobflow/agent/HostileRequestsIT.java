package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.HostileText;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ServerCase;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hundreds of requests with headers that nobody would send on purpose, over the wire: answered as without the agent. */
@Shows(area = "Safety and cost", row = "Hostile requests")
class HostileRequestsIT {

    private static final int REQUESTS = 300;
    private static final long SEED = 20_261_127;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.jobflow.agent.harness.ServerCase#all")
    void areAnsweredAsWithoutTheAgent(ServerCase server) {
        try (Program without = server.newProgram().start();
                Program with = server.newProgram().agent("").start()) {
            HostileText text = new HostileText(new Random(SEED));
            for (int number = 0; number < REQUESTS; number++) {
                JobRequest request = request(text, number);
                assertThat(request.send(with.port())).as("request " + number).isEqualTo(request.send(without.port()));
            }
            assertThat(with.err().stream().filter(line -> line.startsWith("jobflow-agent")))
                    .doesNotHaveDuplicates()
                    .allMatch(line -> line.contains("telemetry says: Skipping") && line.contains("baggage member"));
        }
    }

    private static JobRequest request(HostileText text, int number) {
        String handler = List.of("plain", "failed", "throws").get(number % 3);
        JobRequest request = number % 4 == 0
                ? JobRequest.ordinary("/internal/job/" + handler)
                        .header("X-JobFlow-Job", text.next())
                        .header("X-JobFlow-Execution", text.next())
                        .header("X-JobFlow-Attempt", text.next())
                : JobRequest.job("/internal/job/" + handler, "e-" + number);
        for (String header : List.of("traceparent", "tracestate", "baggage", "X-Trace-Id", "X-JobFlow-Deadline")) {
            for (int times = text.upTo(3); times > 0; times--) {
                request.header(header, text.next());
            }
        }
        return request;
    }
}
