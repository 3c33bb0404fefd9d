package io.jobflow.benchmarks.compare;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param jobs how many are due in the same instant, one measurement each
 * @param warmUpRounds how often a backlog is fired before the one that is measured; Quartz has one
 * @param backlogOfTheSlowest what Quartz is given, so that the whole ends in time
 */
record Plan(
        List<Integer> jobs, Duration warmUp, Duration window, int backlog, int warmUpRounds, int backlogOfTheSlowest) {

    /** Below three minutes; shows that everything works and the order of magnitude. */
    static final Plan SHORT =
            new Plan(List.of(100, 500), Duration.ofSeconds(4), Duration.ofSeconds(5), 5_000, 1, 1_000);

    /** Below fifteen minutes; for the record. Long enough that little is left to be compiled, as in a process of days. */
    static final Plan FULL = new Plan(List.of(100, 500, 2_000), longWarmUp(), Duration.ofSeconds(12), 20_000, 6, 2_000);

    /** Of punctuality; few jobs each second warm a JVM slowly. */
    private static Duration longWarmUp() {
        return Duration.ofSeconds(Integer.parseInt(System.getenv().getOrDefault("COMPARE_WARM_UP", "30")));
    }
}
