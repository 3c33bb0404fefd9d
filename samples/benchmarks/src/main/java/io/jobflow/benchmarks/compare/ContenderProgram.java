package io.jobflow.benchmarks.compare;

import io.jobflow.benchmarks.compare.JobFlowContender.Backlog;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.jdbc.DatabaseSettings;
import io.jobflow.scheduler.store.jdbc.DatabaseStore;
import io.jobflow.scheduler.store.jdbc.SqliteStore;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** One scheduler in its own JVM: {@code ContenderProgram <kind> <database> <no-op server>}. */
public final class ContenderProgram {

    private static final Duration REST = Duration.ofSeconds(2);

    private final Lateness sent = new Lateness();
    private final AllocatedBytes allocated = AllocatedBytes.watch();
    private final Contender contender;

    private ContenderProgram(String kind, String database, String server) throws Exception {
        contender = make(kind, database, server);
    }

    public static void main(String[] args) throws Exception {
        ContenderProgram program = new ContenderProgram(args[0], args[1], args[2]);
        ChildLoop.run("", program::handle);
        System.exit(0); // whatever still runs; a flight recording is written out
    }

    private Contender make(String kind, String database, String server) throws Exception {
        return switch (kind) {
            case "quartz" -> new QuartzContender(database, new Post(server, sent));
            case "db-scheduler" -> new DbSchedulerContender(database, new Post(server, sent));
            case "jobflow" -> jobFlow(database, server, Backlog.ONE_TIME);
            case "jobflow-triggers" -> jobFlow(database, server, Backlog.TRIGGERS);
            default -> throw new IllegalArgumentException("unknown scheduler " + kind);
        };
    }

    private Contender jobFlow(String database, String server, Backlog backlog) {
        return new JobFlowContender(() -> open(database), server, sent, backlog);
    }

    private static JobStore open(String database) {
        return database.startsWith("jdbc:")
                ? DatabaseStore.open(new DatabaseSettings(database, null, null))
                : SqliteStore.open(Path.of(database));
    }

    private String handle(String[] words) throws Exception {
        switch (words[0]) {
            case "every-second":
                int jobs = Integer.parseInt(words[1]);
                contender.everySecond(jobs, Clocks.wholeSecondAfter(Duration.ofMillis(1_000 + jobs)));
                return "";
            case "store":
                contender.storeBacklog(Integer.parseInt(words[1]));
                return "";
            case "fire":
                return fire(Integer.parseInt(words[1]));
            case "far-ahead":
                jobFlow().storeFarAhead(Integer.parseInt(words[1]));
                return "";
            case "continue-after":
                jobFlow().continueAfter(Integer.parseInt(words[1]));
                return "";
            case "figures":
                return sent.figures(
                                Instant.ofEpochMilli(Long.parseLong(words[1])),
                                Instant.ofEpochMilli(Long.parseLong(words[2])))
                        .text();
            case "start":
                long before = Clocks.nowMicros();
                contender.start();
                return "micros=" + (Clocks.nowMicros() - before);
            case "rest":
                awaitRest();
                return "";
            case "stop":
                contender.stop();
                return "";
            case "heap":
                System.gc();
                System.gc();
                return "bytes=" + AllocatedBytes.used();
            default:
                throw new IllegalArgumentException("unknown command " + words[0]);
        }
    }

    private JobFlowContender jobFlow() {
        if (contender instanceof JobFlowContender jobFlow) {
            return jobFlow;
        }
        throw new IllegalArgumentException("only JobFlow is measured so");
    }

    /** Waits until the compilers have had nothing to do for two seconds: what a start has left them is done. */
    private static void awaitRest() {
        CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
        long spent = -1;
        while (spent != compilers.getTotalCompilationTime()) {
            spent = compilers.getTotalCompilationTime();
            Clocks.await(Instant.now().plus(REST));
        }
    }

    private String fire(int jobs) throws Exception {
        sent.clear();
        long bytes = allocated.soFar();
        contender.fireBacklog(jobs);
        long end = Clocks.nowMicros();
        return "sent=" + sent.count() + " micros=" + (end - sent.firstMicros()) + " bytes="
                + (allocated.soFar() - bytes);
    }
}
