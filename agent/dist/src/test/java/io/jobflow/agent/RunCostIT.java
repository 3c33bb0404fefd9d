package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.RunCostApp;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.KeptConnection;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a run allocates under the agent beyond what the same request allocates without it, counted over thousands of runs
 * of code that only C1 compiles: it leaves out no allocation, as C2 does where it can, so that the count is the most
 * there can be and the same each time. The first run of a process is not meant.
 */
@Shows(area = "Safety and cost", row = "Bytes allocated for a run")
class RunCostIT {

    /** On the thread that serves the request, with a span and metrics that are exported. */
    private static final long MOST_BYTES = 3 * 1024;

    private static final int WARM_UP = 2_000;
    private static final int COUNTED = 2_000;

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Matrix#jdks")
    void allocatesLittleForARun(Jdk jdk) {
        assertThat(recorded(jdk, "quiet").serving()).isBetween(100L, MOST_BYTES);
    }

    /** With them, the application's own lines become longer, and its copy of the MDC. */
    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Matrix#jdks")
    void allocatesLittleMoreWhereALineIsLoggedTwiceWithItsIds(Jdk jdk) {
        assertThat(recorded(jdk, "logs").serving()).isBetween(100L, MOST_BYTES + 2 * 1024);
    }

    private static Bytes recorded(Jdk jdk, String handler) {
        Bytes without = bytes(program(jdk), handler);
        Bytes unrecorded = bytes(program(jdk).agent(""), handler).minus(without);
        Bytes recorded;
        try (OtlpReceiver receiver = new OtlpReceiver()) {
            recorded = bytes(program(jdk).agent("").exportTo(receiver), handler).minus(without);
            receiver.awaitSpan("e-1");
        }
        System.out.printf(
                "bytes for a run, %s, handler %s: %s recorded, %s not recorded%n", jdk, handler, recorded, unrecorded);
        return recorded;
    }

    private static ProgramBuilder program(Jdk jdk) {
        return Program.of(RunCostApp.class)
                .on(jdk)
                .jvm(
                        "-XX:TieredStopAtLevel=1",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-Dlogback.configurationFile=fixture/logback.xml");
    }

    /** The mean of many runs, one after the other. */
    private static Bytes bytes(ProgramBuilder builder, String handler) {
        try (Program program = builder.start();
                KeptConnection connection = new KeptConnection(program.port())) {
            repeat(connection, handler, WARM_UP);
            Bytes before = Bytes.read(connection);
            repeat(connection, handler, COUNTED);
            Bytes all = Bytes.read(connection).minus(before);
            assertThat(program.err()).isEmpty();
            return new Bytes(all.serving() / COUNTED, all.everywhere() / COUNTED);
        }
    }

    private static void repeat(KeptConnection connection, String handler, int times) {
        for (int time = 1; time <= times; time++) {
            connection.send(JobRequest.traced("/internal/job/" + handler, "e-" + time)
                    .header("X-JobFlow-Fire-Time", "2026-01-01T00:00:00Z")
                    .header("X-JobFlow-Deadline", "2026-01-01T00:05:00Z")
                    .header("X-JobFlow-Fencing-Token", "7"));
        }
    }

    /** Allocated by the thread that serves, and by all threads. */
    private record Bytes(long serving, long everywhere) {
        static Bytes read(KeptConnection connection) {
            String[] both = connection.send(JobRequest.ordinary("/bytes")).split(" ");
            return new Bytes(Long.parseLong(both[0]), Long.parseLong(both[1]));
        }

        Bytes minus(Bytes other) {
            return new Bytes(serving - other.serving, everywhere - other.everywhere);
        }

        @Override
        public String toString() {
            return serving + " by its thread (" + everywhere + " by all threads)";
        }
    }
}
