package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.HttpServerApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.GrpcReceiver;
import io.jobflow.agent.harness.Jdk;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.ReceivedLine;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log lines of runs, and no others, as they reach an OTLP back end, once each. */
@Shows(area = "Logs", row = "OTLP export of lines written during a run (Logback, Log4j 2)")
class LogExportIT {

    private static final String PATH = "/internal/job/";
    private static final String ASYNC = "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector";

    private final OtlpReceiver receiver = new OtlpReceiver();

    static Stream<Case> everyLibrary() {
        return Stream.of(
                        Matrix.of("logback").map(with -> new Case(with, "", "")),
                        Matrix.of("log4j").map(with -> new Case(with, "", "")),
                        Matrix.of("log4j")
                                .map(with -> new Case(with, ", async loggers", "-Dlog4j2.contextSelector=" + ASYNC)))
                .flatMap(each -> each);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @ParameterizedTest
    @MethodSource("everyLibrary")
    void exportsTheLinesOfRunsWithTheirIdsAndNoOthers(Case with) {
        try (Program app = with.program().agent("").exportTo(receiver, "logs").start()) {
            JobRequest.ordinary(PATH + "ordinary").send(app.port());
            JobRequest.traced(PATH + "stamped", "e-stamped").send(app.port());
            JobRequest.traced(PATH + "hands-over", "e-handed").send(app.port());
            JobRequest.traced(PATH + "logs-failure", "e-failed").send(app.port());

            assertThat(app.stop()).as(app::toString).isZero();

            String spanId = receiver.awaitSpan("e-stamped").spanId();
            ReceivedLine line = receiver.awaitLine("answering /internal/job/stamped");
            assertThat(line.traceId()).isEqualTo(JobRequest.TRACE_ID);
            assertThat(line.spanId()).isEqualTo(spanId);
            assertThat(line.line().getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_INFO);
            assertThat(line.line().getSeverityText()).isEqualTo("INFO");
            assertThat(line.line().getTimeUnixNano()).isPositive();
            assertThat(line.logger()).isEqualTo(HttpServerApp.class.getName());
            assertThat(line.attributes())
                    .containsAllEntriesOf(Map.of(
                            "jobflow.job.name", "order-sync",
                            "jobflow.execution.id", "e-stamped",
                            "jobflow.attempt", "2",
                            "jobflow.shard.index", "0",
                            "jobflow.shard.total", "3"))
                    .containsKey("thread.name")
                    .hasSize(6);

            assertThat(receiver.awaitLine("handed over ").attributes())
                    .containsEntry("jobflow.execution.id", "e-handed")
                    .containsEntry("thread.name", "worker");

            ReceivedLine failed = receiver.awaitLine("sync failed");
            assertThat(failed.line().getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_ERROR);
            assertThat(failed.attributes())
                    .containsEntry("exception.type", "java.lang.IllegalStateException")
                    .containsEntry("exception.message", "the order book is closed");
            assertThat(failed.attributes().get("exception.stacktrace")).contains("at " + HttpServerApp.class.getName());

            assertThat(receiver.lines())
                    .extracting(ReceivedLine::text)
                    .containsExactlyInAnyOrder(
                            "answering /internal/job/stamped",
                            "handed over ",
                            "answering /internal/job/hands-over",
                            "sync failed",
                            "answering /internal/job/logs-failure");
            assertThat(app.err()).noneMatch(text -> text.contains("jobflow-agent"));
        }
    }

    /** More of them than a site may fail within a minute. */
    @ParameterizedTest
    @MethodSource("everyLog4j")
    void goesOnWhereTheApplicationsOwnObjectsFail(Case with) {
        try (Program app = with.program().agent("").exportTo(receiver, "logs").start()) {
            for (int time = 0; time < 12; time++) {
                JobRequest.traced(PATH + "unspeakable", "e-" + time).send(app.port());
            }
            JobRequest.traced(PATH + "stamped", "e-stamped").send(app.port());

            assertThat(app.stop()).as(app::toString).isZero();
            assertThat(receiver.lines("null")).hasSize(12);
            assertThat(receiver.lines("answering /internal/job/stamped")).hasSize(1);
            assertThat(app.err()).noneMatch(text -> text.contains("jobflow-agent"));
        }
    }

    static Stream<Case> everyLog4j() {
        return Matrix.of("log4j").map(with -> new Case(with, "", ""));
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void exportsThemByGrpcToAnEndpointOfTheirOwn(Jdk jdk) {
        try (GrpcReceiver grpc = new GrpcReceiver();
                Program app = Program.of(HttpServerApp.class)
                        .on(jdk)
                        .agent("")
                        .environment("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", grpc.endpoint())
                        .environment("OTEL_EXPORTER_OTLP_LOGS_PROTOCOL", "grpc")
                        .environment("OTEL_BLRP_SCHEDULE_DELAY", "20")
                        .start()) {
            JobRequest.traced(PATH + "stamped", "e-grpc").send(app.port());

            ReceivedLine line = grpc.awaitLine();
            assertThat(app.stop()).as(app::toString).isZero();
            assertThat(grpc.count()).isEqualTo(1);
            assertThat(line.text()).isEqualTo("answering /internal/job/stamped");
            assertThat(line.traceId()).isEqualTo(JobRequest.TRACE_ID);
            // Without spans of ours the scheduler's is the last that there is.
            assertThat(line.spanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
            assertThat(line.attributes()).containsEntry("jobflow.execution.id", "e-grpc");
            assertThat(app.err()).noneMatch(text -> text.contains("jobflow-agent"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.jobflow.agent.harness.Jdk#all")
    void exportsNoneWhereAnEndpointForAllSignalsIsAllThatIsSet(Jdk jdk) {
        try (Program app = Program.of(HttpServerApp.class)
                .on(jdk)
                .agent("")
                .exportTo(receiver)
                .start()) {
            JobRequest.traced(PATH + "stamped", "e-unasked").send(app.port());

            receiver.awaitSpan("e-unasked");
            assertThat(app.stop()).isZero();
            assertThat(receiver.lines()).isEmpty();
        }
    }

    /** @param way added to its name */
    record Case(MatrixCase with, String way, String setting) {
        ProgramBuilder program() {
            ProgramBuilder program = Program.of(HttpServerApp.class)
                    .on(with.jdk())
                    .classPath(Fixtures.withTestClasses(with.jars()))
                    .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS)
                    .jvm("-Dlog4j2.configurationFile=" + Fixtures.LOG4J_SETTINGS);
            return setting.isEmpty() ? program : program.jvm(setting, "-Dlog4j2.asyncLoggerWaitStrategy=Block");
        }

        @Override
        public String toString() {
            return with + way;
        }
    }
}
