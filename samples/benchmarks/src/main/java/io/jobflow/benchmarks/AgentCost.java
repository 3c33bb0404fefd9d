package io.jobflow.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the agent costs an executor, as whole processes in turn (without, with, without, with …): time from process start
 * to the first answered job request, CPU per job request, and CPU per ordinary request. Run by hand; see
 * docs/performance.md for the command and what it printed.
 */
public final class AgentCost {

    private static final int WARM_UP_REQUESTS = 20_000;
    private static final int COUNTED_REQUESTS = 40_000;

    private AgentCost() {}

    /** {@code AgentCost <executor jar> <agent jar> [pairs, default 5] [java, default this one's]}. */
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: AgentCost <executor jar> <agent jar> [pairs] [java]");
            System.exit(2);
        }
        Path app = Path.of(args[0]);
        String agent = "-javaagent:" + Path.of(args[1]);
        int pairs = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        String java = args.length > 3
                ? args[3]
                : Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<Sample> without = new ArrayList<>();
        List<Sample> with = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            without.add(measure(java, List.of(), app));
            with.add(measure(java, List.of(agent), app));
            System.out.printf("pair %d of %d done%n", pair + 1, pairs);
        }
        print("first answer to a job request, ms", without, with, Sample::firstJobAnswerMillis);
        print("CPU per job request, microseconds", without, with, Sample::jobRequestMicros);
        print("CPU per ordinary request, microseconds", without, with, Sample::ordinaryRequestMicros);
        print("resident memory at the end, MB", without, with, Sample::residentMegabytes);
    }

    private record Sample(
            double firstJobAnswerMillis,
            double jobRequestMicros,
            double ordinaryRequestMicros,
            double residentMegabytes) {}

    private static Sample measure(String java, List<String> options, Path app) throws Exception {
        try (ExecutorProcess executor = ExecutorProcess.start(java, options, app)) {
            double first = executor.millisToFirstJobAnswer();
            executor.jobRequests(WARM_UP_REQUESTS);
            double job = executor.cpuMicrosPerRequest(COUNTED_REQUESTS, executor::jobRequests);
            executor.ordinaryRequests(WARM_UP_REQUESTS);
            double ordinary = executor.cpuMicrosPerRequest(COUNTED_REQUESTS, executor::ordinaryRequests);
            return new Sample(first, job, ordinary, executor.residentMegabytes());
        }
    }

    private static void print(
            String what, List<Sample> without, List<Sample> with, java.util.function.ToDoubleFunction<Sample> figure) {
        double[] a = without.stream().mapToDouble(figure).sorted().toArray();
        double[] b = with.stream().mapToDouble(figure).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-42s without %s  with %s  difference of medians %.1f%n",
                what,
                spread(a),
                spread(b),
                median(b) - median(a));
    }

    private static String spread(double[] sorted) {
        return String.format(Locale.ROOT, "%.1f (%.1f-%.1f)", median(sorted), sorted[0], sorted[sorted.length - 1]);
    }

    private static double median(double[] sorted) {
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }
}
