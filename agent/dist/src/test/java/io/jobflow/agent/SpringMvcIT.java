package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.LibraryProgram;
import io.jobflow.agent.harness.Matrix;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.Twins;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers of Spring's MVC that answer later: the run ends with the answer, not with their return. */
@Shows(area = "Entry points", row = "Spring MVC, asynchronous results")
@ParameterizedClass
@MethodSource("cases")
class SpringMvcIT {

    private static final String PATH = "/internal/job/";

    private final Twins app;

    SpringMvcIT(Twins app) {
        this.app = app;
    }

    static Stream<Twins> cases() {
        return Matrix.of("spring-mvc")
                .map(with -> new Twins(with.toString(), () -> LibraryProgram.of(with, "mvcapp", "MvcApp")));
    }

    @AfterParameterizedClassInvocation
    static void oneSpanForEachAttemptAndNothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
        assertThat(app.receiver().spans())
                .extracting(span -> span.attribute("jobflow.execution.id"))
                .containsExactlyInAnyOrderElementsOf(app.executionIds());
    }

    @ParameterizedTest
    @CsvSource({
        "plain, success, ''",
        "future, failure, 12 orders stuck",
        "failed-future, failure, HTTP status 500",
        "deferred, failure, 12 orders stuck",
        "callable, failure, 12 orders stuck",
        "streamed, failure, 12 orders stuck",
    })
    void endsTheRunWithTheAnswer(String handler, String result, String message) {
        app.send(handler, "e-" + handler);

        ReceivedSpan run = app.receiver().awaitSpan("e-" + handler);
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        assertThat(run.attribute("jobflow.result")).isEqualTo(result);
        assertThat(run.statusMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "future", "failed-future"})
    void stampsTheLinesOfTheThreadThatWorks(String handler) {
        app.send(handler, "e-line-" + handler);

        assertThat(app.awaitLines("working " + handler, 2))
                .anyMatch(line -> line.startsWith("direct") && line.contains("execution=[e-line-" + handler + "]"))
                .anyMatch(line -> line.startsWith("async") && line.contains("trace=[" + JobRequest.TRACE_ID + "]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "future", "failed-future", "deferred", "callable", "streamed"})
    void answersTheSameToTheByteAsWithoutTheAgent(String handler) {
        JobRequest ordinary = JobRequest.ordinary(PATH + handler);

        assertThat(app.send(ordinary)).isEqualTo(app.sendToTheOther(ordinary));
        assertThat(app.send(handler, "e-same-" + handler))
                .isEqualTo(app.sendToTheOther(JobRequest.traced(PATH + handler, "e-same-" + handler)));
    }
}
