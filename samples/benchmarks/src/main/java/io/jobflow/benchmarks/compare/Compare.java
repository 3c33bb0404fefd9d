package io.jobflow.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code Compare short|full|scale|long-scale|short-scale|history|backlog [work folder]}: measures and prints Markdown for docs/performance.md. */
public final class Compare {

    private static final List<String> KINDS =
            List.of("short", "full", "scale", "long-scale", "short-scale", "history", "backlog");

    /** When no further measurement is begun. */
    private static final Map<String, Duration> LIMITS = Map.of(
            "full",
            Duration.ofMinutes(15),
            "scale",
            Duration.ofMinutes(4),
            "long-scale",
            Duration.ofMinutes(30),
            "history",
            Duration.ofMinutes(30));

    /** Which steps are measured: those whose name contains this, such as "500 jobs"; all when it is empty. */
    private static final String ONLY = System.getenv().getOrDefault("COMPARE_ONLY", "");

    private final Machine machine;
    private final long endNanos;
    private final StringBuilder report = new StringBuilder();

    private Compare(Machine machine, Duration limit) {
        this.machine = machine;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    public static void main(String[] args) throws Exception {
        String kind = args.length > 0 ? args[0] : "short";
        if (!KINDS.contains(kind)) {
            System.err.println("usage: compare " + String.join("|", KINDS) + " [work folder]");
            System.exit(2);
        }
        Path work = args.length > 1 ? Path.of(args[1]).toAbsolutePath() : Files.createTempDirectory("jobflow-compare");
        try (Machine machine = Machine.start(work)) {
            Compare compare = new Compare(machine, LIMITS.getOrDefault(kind, Duration.ofMinutes(3)));
            compare.environment();
            switch (kind) {
                case "short" -> compare.compare(Plan.SHORT);
                case "full" -> compare.compare(Plan.FULL);
                case "backlog" -> compare.backlogs(Plan.FULL, Product.BACKLOG);
                case "history" -> compare.histories(10_000_000, Plan.FULL);
                case "scale" -> compare.scale(1_000_000, 1_000_000, Plan.SHORT);
                case "long-scale" -> compare.scale(1_000_000, 10_000_000, Plan.FULL);
                default -> compare.scale(100_000, 1_000_000, Plan.SHORT);
            }
            System.out.println(compare.report);
        } finally {
            if (args.length < 2) {
                delete(work);
            }
        }
    }

    private void environment() throws Exception {
        report.append("Environment: JDK ")
                .append(System.getProperty("java.vendor.version", ""))
                .append(' ')
                .append(Runtime.version())
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores shared by scheduler, PostgreSQL and no-op server, ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.version"))
                .append("; PostgreSQL");
        for (Map.Entry<String, String> setting : machine.database().settings().entrySet()) {
            report.append(' ').append(setting.getKey()).append('=').append(setting.getValue());
        }
        report.append(".\n");
    }

    private void compare(Plan plan) {
        report.append("\nLateness in milliseconds, over ")
                .append(plan.window().toSeconds())
                .append(" s after ")
                .append(plan.warmUp().toSeconds())
                .append(" s of warm-up:\n\n")
                .append(Punctuality.HEADER);
        for (int jobs : plan.jobs()) {
            for (Product product : Product.ALL) {
                if (jobs <= product.mostJobs()) {
                    step(
                            product.title() + ", " + jobs + " jobs each second",
                            () -> Punctuality.measure(machine, product, jobs, plan.warmUp(), plan.window()));
                }
            }
        }
        backlogs(plan, Product.BACKLOG);
    }

    private void backlogs(Plan plan, List<Product> products) {
        report.append("\nExecutions already due, from the first request to the last settled execution:\n\n")
                .append(Backlog.HEADER);
        for (Product product : products) {
            int executions = product.equals(Product.QUARTZ) ? plan.backlogOfTheSlowest() : plan.backlog();
            step(
                    product.title() + ", " + executions + " due",
                    () -> Backlog.measure(
                            machine,
                            product,
                            product.equals(Product.QUARTZ) ? 1 : plan.warmUpRounds(),
                            executions,
                            Duration.ofSeconds(90)));
        }
    }

    private void scale(int definitions, int finished, Plan plan) {
        report.append("\nMany job definitions, one node:\n\n").append(Scale.HEADER);
        for (int jobs : new int[] {1, definitions}) {
            step(jobs + " definitions", () -> Scale.definitions(machine, Product.SCALE, jobs));
        }
        histories(finished, plan);
    }

    /** Without a history before and after, so that the spread is seen. */
    private void histories(int finished, Plan plan) {
        report.append("\nA long history; goal: it slows no fire:\n\n").append(Backlog.HEADER);
        for (int executions : new int[] {1, finished, 1}) {
            step("history of " + executions, () -> Scale.history(machine, Product.SCALE, executions, plan));
        }
    }

    private interface Step {
        String run() throws Exception;
    }

    private void step(String what, Step step) {
        if (!what.contains(ONLY)) {
            return;
        }
        if (System.nanoTime() > endNanos) {
            report.append("| not run, the time was up: ").append(what).append(" |\n");
            return;
        }
        System.err.println(what);
        try {
            report.append(step.run());
        } catch (Exception e) {
            e.printStackTrace();
            report.append("| failed: ")
                    .append(what)
                    .append(": ")
                    .append(e.getMessage())
                    .append(" |\n");
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
