package io.jobflow.benchmarks.agent;

import io.jobflow.benchmarks.agent.AgentCost.Agent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The samples as a Markdown table: medians with their ranges, what each agent adds, and whether the goals are met. */
final class CostTable {

    private static final String HEADING = """
            | | without | JobFlow's agent | OpenTelemetry's agent | JobFlow adds | OpenTelemetry adds | share | goal |
            |---|---|---|---|---|---|---|---|
            """;

    private final Map<Agent, List<AgentSample>> samples;

    CostTable(Map<Agent, List<AgentSample>> samples) {
        this.samples = samples;
    }

    @Override
    public String toString() {
        return HEADING
                + row("port listens, ms", AgentSample::portMillis, 0.1, Double.NaN)
                + row("first ordinary request answered, ms", AgentSample::ordinaryAnswerMillis, 0.1, Double.NaN)
                + row("first job request answered, ms", AgentSample::jobAnswerMillis, 0.1, 100)
                + row("CPU of the process until then, ms", AgentSample::startCpuMillis, Double.NaN, Double.NaN)
                + row("CPU of a job request, µs", AgentSample::jobRequestMicros, 0.5, 10)
                + row("CPU of an ordinary request, µs", AgentSample::ordinaryRequestMicros, Double.NaN, Double.NaN)
                + row("resident memory at the end, MB", AgentSample::residentMegabytes, 1 / 3.0, Double.NaN);
    }

    /**
     * @param share of what OpenTelemetry's agent adds, at most; NaN without such a goal
     * @param most to be added; NaN without such a goal
     */
    private String row(String what, ToDoubleFunction<AgentSample> figure, double share, double most) {
        double jobFlow = median(Agent.JOBFLOW, figure) - median(Agent.NONE, figure);
        double openTelemetry = median(Agent.OPENTELEMETRY, figure) - median(Agent.NONE, figure);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %+.1f | %+.1f | %.2f | %s |%n",
                what,
                spread(Agent.NONE, figure),
                spread(Agent.JOBFLOW, figure),
                spread(Agent.OPENTELEMETRY, figure),
                jobFlow,
                openTelemetry,
                jobFlow / openTelemetry,
                Stream.of(
                                goal(jobFlow, most, "at most +%.0f"),
                                goal(jobFlow / openTelemetry, share, "share at most %.2f"))
                        .filter(goal -> !goal.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private static String goal(double is, double most, String words) {
        return Double.isNaN(most)
                ? ""
                : String.format(Locale.ROOT, words, most) + (is <= most ? ": met" : ": **missed**");
    }

    private String spread(Agent agent, ToDoubleFunction<AgentSample> figure) {
        double[] sorted = sorted(agent, figure);
        return String.format(
                Locale.ROOT, "%.1f (%.1f-%.1f)", median(agent, figure), sorted[0], sorted[sorted.length - 1]);
    }

    private double median(Agent agent, ToDoubleFunction<AgentSample> figure) {
        double[] sorted = sorted(agent, figure);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private double[] sorted(Agent agent, ToDoubleFunction<AgentSample> figure) {
        return Objects.requireNonNull(samples.get(agent)).stream()
                .mapToDouble(figure)
                .sorted()
                .toArray();
    }
}
