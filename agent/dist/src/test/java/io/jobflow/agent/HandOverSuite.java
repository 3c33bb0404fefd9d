package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.Twins;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * What every way of handing work to other threads has to show. Its program hands work on as the last part of the path
 * says, logs {@code working} and that part by two appenders, and answers {@code count} with how much work is kept.
 */
abstract class HandOverSuite {

    static final String PATH = "/internal/job/";
    static final int APPENDERS = 2;

    final Twins app;

    HandOverSuite(Twins app) {
        this.app = app;
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    /** The work's lines have the ids of the run, as many as there are, and nothing of it is kept. */
    void isStamped(String how, int lines) {
        app.send(how, "e-" + how);

        assertThat(app.awaitLines("working " + how, lines))
                .hasSize(lines)
                .allSatisfy(line ->
                        assertThat(line).contains("trace=[" + JobRequest.TRACE_ID + "]", "execution=[e-" + how + "]"));
        awaitNothingLeft();
    }

    void awaitNothingLeft() {
        Awaitility.await("no work kept")
                .pollInterval(Duration.ofMillis(10))
                .until(() -> app.send(JobRequest.ordinary(PATH + "count")).endsWith("count 0"));
    }
}
