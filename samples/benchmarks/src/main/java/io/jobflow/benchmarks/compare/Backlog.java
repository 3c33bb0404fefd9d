package io.jobflow.benchmarks.compare;

import io.jobflow.benchmarks.compare.Machine.Running;
import java.time.Duration;
import java.util.Locale;

/** Executions that are due already: how fast they are fired and settled, and what each costs. */
final class Backlog {

    static final String HEADER =
            "| scheduler | executions | fires/s | goal | commits a fire | goal | WAL bytes a fire | goal |"
                    + " statements a fire | CPU µs a fire: scheduler | PostgreSQL | no-op server | kB allocated a fire |\n"
                    + "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";

    private static final double GOAL_RATE = 10_000;
    private static final double GOAL_COMMITS = 0.1;
    private static final double GOAL_WAL_BYTES = 1_500;

    private Backlog() {}

    /** Measures one scheduler, after others like it that warm it up, and returns its line of the table. */
    static String measure(Machine machine, Product product, int warmUpRounds, int executions, Duration limit)
            throws Exception {
        try (Running running = machine.start(product)) {
            ChildProcess process = running.process();
            for (int i = 0; i < warmUpRounds; i++) {
                process.ask(limit, "store", executions);
                process.ask(limit, "fire", executions);
            }
            process.ask(limit, "store", executions);
            return fire(machine, running, executions, limit);
        }
    }

    /** Fires what is stored and returns the line. */
    static String fire(Machine machine, Running running, int executions, Duration limit) throws Exception {
        Duration server = machine.server().cpu();
        Cost.Start start = new Cost.Start(machine, running);
        Answer answer = running.process().ask(limit, "fire", executions);
        Duration serverUsed = machine.server().cpu().minus(server);
        return line(running.product(), executions, answer, start.end(), serverUsed);
    }

    private static String line(Product product, int executions, Answer answer, Cost cost, Duration server) {
        double rate = executions / (answer.number("micros") / 1e6);
        boolean judged = product.isJobFlow() && !product.onSqlite();
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %,.0f | %s | %s | %s | %s | %s | %s | %s | %s | %.0f | %.1f |%n",
                product.title(),
                executions,
                rate,
                goal(judged, "≥ 10,000", rate >= GOAL_RATE),
                cost.commits(executions),
                goal(judged, "≤ 0.1", (double) cost.database().commits() / executions <= GOAL_COMMITS),
                cost.walBytes(executions),
                goal(judged, "≤ 1,500", (double) cost.database().walBytes() / executions <= GOAL_WAL_BYTES),
                cost.statements(executions),
                cost.schedulerMicros(executions),
                cost.databaseMicros(executions),
                server.toNanos() / 1e3 / executions,
                answer.number("bytes") / 1e3 / executions);
    }

    private static String goal(boolean judged, String goal, boolean met) {
        return judged ? goal + ": " + (met ? "met" : "**missed**") : "–";
    }
}
