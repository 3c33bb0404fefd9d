package io.jobflow.benchmarks.compare;

import io.jobflow.benchmarks.compare.Lateness.Figures;
import io.jobflow.benchmarks.compare.Machine.Running;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Jobs that are all due in the same instant, each second: how late the requests leave and arrive. */
final class Punctuality {

    static final String HEADER = "| jobs each second | scheduler | fires of those due | left p50 | p95 | p99 | max |"
            + " arrived p50 | p99 | keeps up | goal for p99 | CPU µs: scheduler | PostgreSQL | commits | WAL bytes |\n"
            + "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    private static final Map<Integer, Long> GOALS_MILLIS = Map.of(500, 40L, 2_000, 120L);
    private static final long SQLITE_GOAL_MILLIS = 10;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Punctuality() {}

    /** Measures one scheduler and returns its line of the table. */
    static String measure(Machine machine, Product product, int jobs, Duration warmUp, Duration window)
            throws Exception {
        machine.server().ask(LIMIT, "clear");
        try (Running running = machine.start(product)) {
            running.process().ask(LIMIT, "every-second", jobs);
            Instant from = Clocks.wholeSecondAfter(warmUp.plusSeconds(1));
            Instant to = from.plus(window);
            Clocks.await(from.minusMillis(200));
            Cost.Start start = new Cost.Start(machine, running);
            Clocks.await(to.minusMillis(200));
            Cost cost = start.end();
            Figures left = figures(running.process(), from, to);
            Figures arrived = figures(machine.server(), from, to);
            return line(product, jobs, (int) (jobs * window.toSeconds()), left, arrived, cost);
        }
    }

    private static Figures figures(ChildProcess process, Instant from, Instant to) throws Exception {
        return Figures.of(process.ask(LIMIT, "figures", from.toEpochMilli(), to.toEpochMilli()));
    }

    private static String line(Product product, int jobs, int due, Figures left, Figures arrived, Cost cost) {
        boolean keepsUp = arrived.count() == due && arrived.max() < 1_000_000;
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %,d of %,d | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                jobs,
                product.title(),
                arrived.count(),
                due,
                millis(left.p50()),
                millis(left.p95()),
                millis(left.p99()),
                millis(left.max()),
                millis(arrived.p50()),
                millis(arrived.p99()),
                keepsUp ? "yes" : "no",
                goal(product, jobs, left.p99(), keepsUp),
                cost.schedulerMicros(arrived.count()),
                cost.databaseMicros(arrived.count()),
                cost.commits(arrived.count()),
                cost.walBytes(arrived.count()));
    }

    private static String goal(Product product, int jobs, long p99Micros, boolean keepsUp) {
        Long goal = product.onSqlite() ? jobs == 100 ? SQLITE_GOAL_MILLIS : null : GOALS_MILLIS.get(jobs);
        if (!product.isJobFlow() || goal == null) {
            return "–";
        }
        return "≤ " + goal + " ms: " + (keepsUp && p99Micros <= goal * 1_000 ? "met" : "**missed**");
    }

    private static String millis(long micros) {
        return micros < 0 ? "–" : String.format(Locale.ROOT, micros < 10_000 ? "%.1f" : "%,.0f", micros / 1e3);
    }
}
