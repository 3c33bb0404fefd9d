package io.jobflow.benchmarks.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What JobFlow's agent costs an executor, and what OpenTelemetry's costs the same one: whole processes in turn (without an
 * agent, with the one, with the other, without …), everything else equal. Prints Markdown; docs/performance.md has the
 * command and what it printed.
 */
public final class AgentCost {

    /** The C2 compiler is busy with an agent's code for longer than without one: 40,000 requests were too few. */
    private static final int WARM_UP_REQUESTS = 60_000;

    /** After the others, for what only these go through. */
    private static final int ORDINARY_WARM_UP_REQUESTS = 10_000;

    private static final int COUNTED_REQUESTS = 30_000;

    private final Path executor;
    private final Path jobFlow;
    private final Path openTelemetry;
    private final String exporter;

    private AgentCost(Path executor, Path jobFlow, Path openTelemetry, String exporter) {
        this.executor = executor;
        this.jobFlow = jobFlow;
        this.openTelemetry = openTelemetry;
        this.exporter = exporter;
    }

    /** {@code AgentCost <executor jar> <agent jar> <OpenTelemetry's agent jar> [rounds, default 5] [otlp or none]}. */
    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.err.println("usage: AgentCost <executor> <agent> <OpenTelemetry's agent> [rounds] [otlp|none]");
            System.exit(2);
        }
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        String exporter = args.length > 4 ? args[4] : "otlp";
        System.out.print(new AgentCost(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), exporter).measure(rounds));
    }

    private CostTable measure(int rounds) throws IOException {
        Map<Agent, List<AgentSample>> samples = new EnumMap<>(Agent.class);
        for (int round = 1; round <= rounds; round++) {
            for (Agent agent : Agent.values()) {
                samples.computeIfAbsent(agent, first -> new ArrayList<>()).add(measure(agent));
            }
            System.err.printf("round %d of %d done%n", round, rounds);
        }
        return new CostTable(samples);
    }

    private AgentSample measure(Agent agent) throws IOException {
        try (DroppingReceiver receiver = new DroppingReceiver()) {
            double ordinary;
            try (ExecutorProcess process = start(agent, receiver)) {
                process.awaitPort();
                process.ordinaryRequests(1);
                ordinary = process.ageMillis();
            }
            try (ExecutorProcess process = start(agent, receiver)) {
                process.awaitPort();
                double port = process.ageMillis();
                process.jobRequests(1);
                double job = process.ageMillis();
                double startCpu = process.cpuMillis();
                process.jobRequests(WARM_UP_REQUESTS);
                double jobMicros = process.cpuMicrosPerRequest(COUNTED_REQUESTS, process::jobRequests);
                process.ordinaryRequests(ORDINARY_WARM_UP_REQUESTS);
                double ordinaryMicros = process.cpuMicrosPerRequest(COUNTED_REQUESTS, process::ordinaryRequests);
                requireExports(agent, receiver);
                return new AgentSample(
                        port, ordinary, job, startCpu, jobMicros, ordinaryMicros, process.residentMegabytes());
            }
        }
    }

    /** A comparison in which one of them records nothing would be worth nothing. */
    private void requireExports(Agent agent, DroppingReceiver receiver) {
        if ((agent != Agent.NONE && exporter.equals("otlp")) != receiver.bytes() > 0) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s has exported %d bytes", agent, receiver.bytes()));
        }
    }

    private ExecutorProcess start(Agent agent, DroppingReceiver receiver) throws IOException {
        List<String> options = switch (agent) {
            case NONE -> List.of();
            case JOBFLOW -> List.of("-javaagent:" + jobFlow);
            case OPENTELEMETRY -> List.of("-javaagent:" + openTelemetry);
        };
        Map<String, String> environment = Map.of(
                "OTEL_TRACES_EXPORTER",
                exporter,
                "OTEL_METRICS_EXPORTER",
                exporter,
                // JobFlow's agent has none; OpenTelemetry's would send every log line.
                "OTEL_LOGS_EXPORTER",
                "none",
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "http/protobuf",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                receiver.endpoint());
        return ExecutorProcess.start(options, environment, executor);
    }

    /** Under which agent. */
    enum Agent {
        NONE,
        JOBFLOW,
        OPENTELEMETRY
    }
}
