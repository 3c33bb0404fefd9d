package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.fixture.UserKeysApp;
import io.jobflow.agent.harness.Fixtures;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.MatrixCase;
import io.jobflow.agent.harness.Program;
import io.jobflow.agent.harness.ProgramBuilder;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MDC entries of the application's own under keys of ours: what lines show, and what is there after the run. */
@Shows(area = "Logs", row = "Keys of the application's own (Logback, Log4j 2)")
@ParameterizedClass
@MethodSource("everyLibrary")
class UserKeysIT {

    private static final String PATH = "/internal/job/";

    private final Twins app;

    UserKeysIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> everyLibrary() {
        return Stream.of("logback", "log4j")
                .flatMap(Matrix::of)
                .map(with -> new Twins(with.toString(), () -> program(with)));
    }

    private static ProgramBuilder program(MatrixCase with) {
        return Program.of(UserKeysApp.class)
                .on(with.jdk())
                .classPath(Fixtures.withTestClasses(with.jars()))
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS)
                .jvm("-Dlog4j2.configurationFile=" + Fixtures.LOG4J_SETTINGS);
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "put",
                "put-the-same",
                "put-all",
                "copied",
                "replaced",
                "removed",
                "cleared",
                "cleared-and-put"
            })
    void leavesExactlyWhatTheApplicationLeaves(String handler) {
        app.send(handler, "e-" + handler);
        app.sendToTheOther(JobRequest.traced(PATH + handler, "e-" + handler));

        assertThat(after(app.agent(), handler)).isEqualTo(after(app.other(), handler));
    }

    @Test
    void showsTheRunsValuesUntilTheApplicationPutsItsOwn() {
        app.send("put", "e-shown");

        assertThat(app.awaitLines("before put", 2))
                .filteredOn(line -> line.contains("e-shown"))
                .hasSize(2)
                .allMatch(line -> line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
        assertThat(app.awaitLines("during put", 2))
                .filteredOn(line -> line.contains("e-shown"))
                .hasSize(2)
                .allMatch(line -> line.contains("trace=[inner]") && line.contains("attempt=[2]"));
    }

    @Test
    void showsTheRunsValuesAlsoWhereTheMdcIsCleared() {
        app.send("cleared-and-put", "e-cleared-too");

        assertThat(app.awaitLines("during cleared-and-put", 2))
                .filteredOn(line -> line.contains("e-cleared-too"))
                .hasSize(2)
                .allMatch(line -> line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    private static String after(Program program, String handler) {
        return program.awaitLine(line -> line.startsWith("after " + handler + " "));
    }
}
