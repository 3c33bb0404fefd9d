package io.jobflow.benchmarks.compare;

import io.jobflow.benchmarks.compare.Machine.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** JobFlow with very many job definitions, and with a very long history. */
final class Scale {

    static final String HEADER = "| scheduler | job definitions | start, s | goal | heap after collection, MiB | goal |"
            + " CPU until the compilers rest, ms | then, with none due, ms a second |\n|---|---|---|---|---|---|---|---|\n";

    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final double GOAL_SECONDS = 20;
    private static final double GOAL_MIB = 1024;

    private Scale() {}

    /** A node with a number of jobs that are not due for a long time: its start, its heap, and what waiting costs. */
    static String definitions(Machine machine, Product product, int jobs) throws Exception {
        Running filled;
        try (Running running = machine.start(product)) {
            running.process().ask(LIMIT, "far-ahead", 1);
            running.process().ask(LIMIT, "stop");
            filled = running;
        }
        try (RowCopies copies = RowCopies.open(filled)) {
            copies.jobs(jobs - 1);
        }
        try (Running running = machine.startAgain(product, filled)) {
            double seconds = running.process().ask(LIMIT, "start").number("micros") / 1e6;
            double mebibytes = running.process().ask(LIMIT, "heap").number("bytes") / 1024.0 / 1024.0;
            Duration started = running.process().cpu();
            running.process().ask(LIMIT, "rest");
            Duration rested = running.process().cpu();
            Clocks.await(Instant.now().plus(IDLE));
            Duration idle = running.process().cpu().minus(rested);
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | ≤ 20: %s | %,.0f | ≤ 1,024: %s | %,d | %.1f |%n",
                    product.title(),
                    jobs,
                    seconds,
                    met(seconds <= GOAL_SECONDS),
                    mebibytes,
                    met(mebibytes <= GOAL_MIB),
                    rested.minus(started).toMillis(),
                    (double) idle.toMillis() / IDLE.toSeconds());
        }
    }

    /** A backlog on top of a number of finished executions; a line of {@link Backlog}'s table. */
    static String history(Machine machine, Product product, int finished, Plan plan) throws Exception {
        Running filled;
        try (Running running = machine.start(product)) {
            running.process().ask(LIMIT, "store", 1);
            running.process().ask(LIMIT, "fire", 1);
            running.process().ask(LIMIT, "stop");
            filled = running;
        }
        if (finished > 1) {
            try (RowCopies copies = RowCopies.open(filled)) {
                copies.history(finished - 1);
            }
        }
        try (Running running = machine.startAgain(product, filled)) {
            running.process().ask(LIMIT, "continue-after", 1);
            for (int i = 0; i < plan.warmUpRounds(); i++) {
                running.process().ask(LIMIT, "store", plan.backlog());
                running.process().ask(LIMIT, "fire", plan.backlog());
            }
            running.process().ask(LIMIT, "store", plan.backlog());
            return Backlog.fire(machine, running, plan.backlog(), LIMIT)
                    .replace(
                            product.title(),
                            String.format(Locale.ROOT, "%s, history of %,d", product.title(), finished));
        }
    }

    private static String met(boolean met) {
        return met ? "met" : "**missed**";
    }
}
