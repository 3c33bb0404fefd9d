package io.jobflow.benchmarks.compare;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param jobs how many are due in the same instant, one measurement each
 * @param backlogOfTheSlowest what Quartz is given, so that the whole ends in time
 */
record Plan(
        List<Integer> jobs, Duration warmUp, Duration window, int backlog, int backlogWarmUp, int backlogOfTheSlowest) {

    /** Below three minutes; shows that everything works and the order of magnitude. */
    static final Plan SHORT =
            new Plan(List.of(100, 500), Duration.ofSeconds(4), Duration.ofSeconds(5), 5_000, 2_000, 1_000);

    /** Below eight minutes; for the record. */
    static final Plan FULL =
            new Plan(List.of(100, 500, 2_000), Duration.ofSeconds(10), Duration.ofSeconds(12), 20_000, 10_000, 2_000);
}
