package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.LeakApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Library;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is left of 10,000 attempts that hand work on in sixteen ways, with cancelled futures, pools that are shut down or
 * drop work unseen, threads that die, handlers that fail and classes of short-lived loaders among them: nothing.
 */
@Shows(area = "Safety and cost", row = "Nothing left of 10,000 attempts")
class LeakIT {

    private static final String PATH = "/internal/job/";
    private static final int WAYS = 16;
    private static final int FIRST = 20 * WAYS;
    private static final int ATTEMPTS = 10_000;
    /** What may come and go in the SDK and in pools. Each of the sixteen ways leaves at least 600 of a kind if it leaves any. */
    private static final int SLACK = 100;

    private static final Set<String> OF_A_RUN = existing(
            "io.jobflow.agent.run.Run",
            "io.jobflow.agent.run.RunToken",
            "io.jobflow.agent.run.AnswerBody",
            "io.jobflow.agent.run.HandedWork$Waiting",
            "io.jobflow.agent.identity.IdentityKeys$Key",
            "io.jobflow.agent.logs.LogEntries",
            "io.jobflow.agent.logs.LogEntries$Filled",
            "io.jobflow.bridge.attempt.AttemptScope",
            "io.jobflow.bridge.attempt.ThreadEntry",
            "io.jobflow.bridge.attempt.JobInvocation",
            "io.jobflow.bridge.attempt.MdcEntries");

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void nothingIsLeftOfTenThousandAttempts(Jdk jdk) {
        try (OtlpReceiver receiver = new OtlpReceiver();
                Program app = Program.of(LeakApp.class)
                        .on(jdk)
                        .agent("")
                        .classPath(Fixtures.withTestClasses(
                                Library.named("logback").newest()))
                        .jvm(
                                "-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS,
                                "--add-opens=java.base/java.lang=ALL-UNNAMED")
                        .exportTo(receiver)
                        .start()) {
            attempts(app, 0, FIRST);
            awaitNothingLeft(app);
            Map<String, Integer> before = histogram(app);
            List<String> threadsBefore = threads(app);
            int liveBefore = live(app);

            attempts(app, FIRST, ATTEMPTS);
            awaitNothingLeft(app);

            receiver.awaitMetric("jobflow.attempt.duration", metric -> attemptsIn(metric) == ATTEMPTS);
            theAgentSaysTheSame(receiver);
            assertThat(histogram(app))
                    .as("instances")
                    .allSatisfy((type, instances) -> assertThat(instances)
                            .as(type)
                            .isLessThanOrEqualTo(isOfARun(type) ? 0 : before.getOrDefault(type, 0) + SLACK));
            assertThat(threads(app)).isSubsetOf(threadsBefore);
            assertThat(live(app)).as("threads").isLessThanOrEqualTo(liveBefore + SLACK);
            assertThat(JobRequest.job(PATH + "histogram", "e-looking").send(app.port()))
                    .contains(" io.jobflow.agent.run.Run=1 ", " io.jobflow.agent.run.RunToken=1 ");
            assertThat(app.stop()).isZero();
            assertThat(app.err()).noneMatch(line -> line.contains("jobflow-agent"));
        }
    }

    /** Open runs, work, contexts and failures, as exported after all this. */
    private static void theAgentSaysTheSame(OtlpReceiver receiver) {
        assertThat(gauge(receiver.awaitNext("jobflow.agent.runs.open"))).isZero();
        assertThat(gauge(receiver.awaitNext("jobflow.agent.work.handed_over"))).isZero();
        assertThat(sum(receiver.awaitNext("jobflow.attempt.active"))).isZero();
        assertThat(sum(receiver.awaitNext("jobflow.agent.contexts.leaked"))).isZero();
        assertThat(sum(receiver.awaitNext("jobflow.agent.failures"))).isZero();
        assertThat(sum(receiver.awaitNext("jobflow.agent.suppressed"))).isZero();
    }

    private static long gauge(Metric metric) {
        return total(metric.getGauge().getDataPointsList());
    }

    private static long sum(Metric metric) {
        return total(metric.getSum().getDataPointsList());
    }

    private static long total(List<NumberDataPoint> points) {
        assertThat(points).isNotEmpty();
        return points.stream().mapToLong(NumberDataPoint::getAsInt).sum();
    }

    private static void attempts(Program app, int from, int to) {
        int port = app.port();
        IntStream.range(from, to)
                .parallel()
                .forEach(number -> JobRequest.job(PATH + number, "e-" + number).send(port));
    }

    /** Work that was dropped unseen goes with the garbage, once other work is handed over. */
    private static void awaitNothingLeft(Program app) {
        Awaitility.await("no run, no work, no loader kept")
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    histogram(app);
                    ask(app, "sweep");
                    return ask(app, "count").endsWith("runs 0 count 0")
                            && ask(app, "loaders").contains("loaders 0 ")
                            && histogram(app).keySet().stream().noneMatch(LeakIT::isOfARun);
                });
    }

    private static String ask(Program app, String what) {
        return JobRequest.ordinary(PATH + what).send(app.port()).lines().reduce("", (before, line) -> line);
    }

    /** But for the one that the JVM has once somebody looked at it from outside, as other tests do meanwhile. */
    private static List<String> threads(Program app) {
        return Arrays.stream(ask(app, "threads").split("[\\[\\]]")[1].split(", "))
                .filter(name -> !name.equals("Attach_Listener"))
                .toList();
    }

    private static int live(Program app) {
        return Integer.parseInt(ask(app, "live").split(" ")[1]);
    }

    /** Instances of the agent's classes, after a collection. */
    private static Map<String, Integer> histogram(Program app) {
        return Arrays.stream(ask(app, "histogram").split(" "))
                .filter(entry -> entry.contains("="))
                .map(entry -> entry.split("="))
                .collect(Collectors.toMap(
                        entry -> entry[0], entry -> Integer.valueOf(entry[1]), Integer::sum, TreeMap::new));
    }

    /** Whether the class stands for one run, or for one thread's or one piece of work's part in it. */
    private static boolean isOfARun(String type) {
        return OF_A_RUN.contains(type) || type.endsWith(".SdkSpan");
    }

    /** A class that has got another name would never be found. */
    private static Set<String> existing(String... names) {
        for (String name : names) {
            try {
                Class.forName(name, false, LeakIT.class.getClassLoader());
            } catch (ClassNotFoundException gone) {
                throw new AssertionError(gone);
            }
        }
        return Set.of(names);
    }

    private static long attemptsIn(Metric metric) {
        return metric.getHistogram().getDataPointsList().stream()
                .mapToLong(HistogramDataPoint::getCount)
                .sum();
    }
}
