package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.ChainApp;
import io.jobflow.agent.harness.BadBackEnd;
import io.jobflow.agent.harness.CommandLine;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twenty thousand runs against a telemetry back end that takes nothing: they all end, and memory does not grow. */
@Shows(area = "Safety and cost", row = "A back end that hangs, refuses, answers garbage or is slow")
class BadBackEndIT {

    private static final int RUNS = 20_000;
    private static final int QUEUE = 2048;
    private static final int BATCH = 512;
    private static final int MOST_GROWTH_KIB = 4 * 1024;

    static Stream<Arguments> kindsOnEveryJdk() {
        return Matrix.jdks()
                .flatMap(jdk ->
                        Stream.of("hanging", "refusing", "nonsense", "slow").map(kind -> Arguments.of(kind, jdk)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("kindsOnEveryJdk")
    void everyHandlerRunsAndMemoryIsBoundedAndDropsAreCounted(String kind, Jdk jdk) {
        try (BadBackEnd backEnd = BadBackEnd.of(kind);
                OtlpReceiver metrics = new OtlpReceiver();
                Program app = Program.of(ChainApp.class)
                        .on(jdk)
                        .agent("")
                        .exportTo(metrics)
                        .jvm("-Xmx48m")
                        .environment("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", backEnd.endpoint() + "/v1/traces")
                        .start()) {
            int full = heapAfter(app, 2 * QUEUE);

            int after = heapAfter(app, RUNS);

            assertThat(after - full).as("growth in KiB").isLessThan(MOST_GROWTH_KIB);
            assertThat(dropped(jdk, app))
                    .isBetween(RUNS + 2 * QUEUE - QUEUE - BATCH - backEnd.taken(), RUNS + 2 * QUEUE);
            metrics.awaitMetric(
                    "jobflow.agent.dropped",
                    metric -> metric.getSum().getDataPoints(0).getAsInt() >= QUEUE);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("kindsOnEveryJdk")
    void theSameForLogLines(String kind, Jdk jdk) {
        try (BadBackEnd backEnd = BadBackEnd.of(kind);
                OtlpReceiver metrics = new OtlpReceiver();
                Program app = Program.of(ChainApp.class)
                        .on(jdk)
                        .agent("")
                        .exportTo(metrics)
                        .jvm("-Xmx48m", "-Dlogback.configurationFile=fixture/logback-silent.xml")
                        .environment("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", backEnd.endpoint() + "/v1/logs")
                        .environment("OTEL_BLRP_SCHEDULE_DELAY", "20")
                        .start()) {
            int full = heapAfter(app, 2 * QUEUE, "logging");

            int after = heapAfter(app, RUNS, "logging");

            assertThat(after - full).as("growth in KiB").isLessThan(2 * MOST_GROWTH_KIB);
            assertThat(count(jdk, app, "log lines dropped: ([0-9]+)"))
                    .isBetween(RUNS + 2 * QUEUE - QUEUE - BATCH - backEnd.taken(), RUNS + 2 * QUEUE);
            metrics.awaitMetric(
                    "jobflow.agent.logs.dropped",
                    metric -> metric.getSum().getDataPoints(0).getAsInt() >= QUEUE);
        }
    }

    /** The application's heap in KiB after so many runs, all of whose handlers were done. */
    private static int heapAfter(Program app, int runs) {
        return heapAfter(app, runs, "job");
    }

    private static int heapAfter(Program app, int runs, String kind) {
        String began = runs + " " + kind + " handled " + runs + " heap ";
        app.say(runs + " " + kind);
        return Integer.parseInt(app.awaitLine(line -> line.startsWith(began)).substring(began.length()));
    }

    private static int dropped(Jdk jdk, Program app) {
        return count(jdk, app, "spans dropped: ([0-9]+)");
    }

    private static int count(Jdk jdk, Program app, String pattern) {
        String doctor = CommandLine.run(jdk, "doctor", app.pid()).out();
        Matcher dropped = Pattern.compile(pattern).matcher(doctor);
        assertThat(dropped.find()).as(doctor).isTrue();
        return Integer.parseInt(dropped.group(1));
    }
}
