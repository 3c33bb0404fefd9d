package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.AgentOrder;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agents that take no spans of others: our SDK records the run, once, and the program answers as it does under that agent
 * alone, with its headers in place.
 */
class OtherAgentsIT {

    private static final String PATH = "/internal/job/";
    private static final List<String> PATHS = List.of("plain", "headers", "pool");

    static Stream<AgentOrder> elastic() {
        return AgentOrder.of("elastic-agent");
    }

    static Stream<AgentOrder> transmittable() {
        return AgentOrder.of("ttl-agent");
    }

    @Shows(area = "Coexistence", row = "Elastic agent, both orders")
    @ParameterizedTest(name = "{0}")
    @MethodSource("elastic")
    void recordsTheRunOnceBesideElasticsAgent(AgentOrder order) {
        recordsTheRunOnceAndChangesNothing(
                order,
                "-Delastic.apm.server_url=http://127.0.0.1:1",
                "-Delastic.apm.central_config=false",
                "-Delastic.apm.cloud_provider=NONE",
                "-Delastic.apm.log_level=OFF");
    }

    @Shows(area = "Coexistence", row = "TTL agent, both orders")
    @ParameterizedTest(name = "{0}")
    @MethodSource("transmittable")
    void recordsTheRunOnceBesideTheAgentForThreadLocals(AgentOrder order) {
        recordsTheRunOnceAndChangesNothing(order);
    }

    private static void recordsTheRunOnceAndChangesNothing(AgentOrder order, String... settings) {
        List<String> expected = new ArrayList<>();
        try (Program alone = order.underTheOther(program(), settings).start()) {
            PATHS.forEach(path -> expected.add(request(path).send(alone.port())));
        }
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program both =
                        order.underBoth(program(), settings).exportTo(receiver).start()) {
            List<String> answers =
                    PATHS.stream().map(path -> request(path).send(both.port())).toList();

            assertThat(answers).isEqualTo(expected);
            ReceivedSpan run = receiver.awaitSpan("e-plain");
            assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(run.resourceAttribute("service.name")).isEqualTo("PlainApp");
            assertThat(both.stop()).isZero();
            assertThat(receiver.spans())
                    .extracting(span -> span.attribute("jobflow.execution.id"))
                    .containsExactlyInAnyOrder("e-plain", "e-headers", "e-pool");
            assertThat(both.err()).noneMatch(line -> line.contains("jobflow"));
        }
    }

    private static ProgramBuilder program() {
        return Neighbours.program("PlainApp", "plain", List.of());
    }

    private static JobRequest request(String path) {
        return JobRequest.traced(PATH + path, "e-" + path)
                .header("elastic-apm-traceparent", JobRequest.TRACEPARENT)
                .header("sw8", "1-MQ==-MQ==-3-c2hvcA==-aQ==-ZQ==-cA==");
    }
}
