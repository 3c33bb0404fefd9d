package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.Neighbours;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Agents that take no spans of others: our SDK records the run, once, and the program answers as it does under that agent
 * alone, with its headers in place.
 */
@Shows(area = "Coexistence", row = "Elastic and TTL agents, both orders")
class OtherAgentsIT {

    private static final String PATH = "/internal/job/";
    private static final List<String> PATHS = List.of("plain", "headers", "pool");

    static Stream<Neighbour> neighbours() {
        return Stream.of(Agent.values())
                .flatMap(agent -> Stream.of(
                        new Neighbour(agent, false, Jdk.all().iterator().next()),
                        new Neighbour(agent, true, Jdk.newest())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("neighbours")
    void recordsTheRunOnceAndChangesNothing(Neighbour neighbour) {
        List<String> expected = new ArrayList<>();
        try (Program alone = neighbour.alone(program()).start()) {
            PATHS.forEach(path -> expected.add(request(path).send(alone.port())));
        }
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program both = neighbour.withOurs(program()).exportTo(receiver).start()) {
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

    /** An agent that is not ours, and how it is told to keep to itself. */
    private enum Agent {
        ELASTIC("elastic-agent") {
            @Override
            String[] arguments(Path jar) {
                return new String[] {
                    "-javaagent:" + jar,
                    "-Delastic.apm.server_url=http://127.0.0.1:1",
                    "-Delastic.apm.central_config=false",
                    "-Delastic.apm.cloud_provider=NONE",
                    "-Delastic.apm.log_level=OFF"
                };
            }
        },
        TTL("ttl-agent") {
            @Override
            String[] arguments(Path jar) {
                return new String[] {"-javaagent:" + jar};
            }
        };

        private final String library;

        Agent(String library) {
            this.library = library;
        }

        String[] arguments() {
            return arguments(Library.named(library).newest().get(0));
        }

        abstract String[] arguments(Path jar);
    }

    /** Which one, and which of the two comes first on the command line. */
    private record Neighbour(Agent agent, boolean oursFirst, Jdk jdk) {

        ProgramBuilder withOurs(ProgramBuilder builder) {
            return oursFirst
                    ? builder.on(jdk).agent("").jvm(agent.arguments())
                    : builder.on(jdk).jvm(agent.arguments()).agent("");
        }

        ProgramBuilder alone(ProgramBuilder builder) {
            return builder.on(jdk).jvm(agent.arguments());
        }

        @Override
        public String toString() {
            return agent + (oursFirst ? ", ours first" : ", ours second") + " on " + jdk;
        }
    }
}
