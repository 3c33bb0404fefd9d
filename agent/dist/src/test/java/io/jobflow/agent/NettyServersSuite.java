package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.ReceivedSpan;
import io.jobflow.agent.harness.Twins;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;

/**
 * What every server on Netty has to show. Its program answers by the last part of the path, and logs what it does by two
 * appenders; a subclass names it and the ways in which it can answer.
 */
abstract class NettyServersSuite {

    static final String PATH = "/internal/job/";
    private static final int APPENDERS = 2;

    final Twins app;
    final OtlpReceiver receiver;
    private final String acrossThreads;

    /** @param acrossThreads a handler that works on more threads than one */
    NettyServersSuite(Twins app, String acrossThreads) {
        this.app = app;
        this.receiver = app.receiver();
        this.acrossThreads = acrossThreads;
    }

    @AfterParameterizedClassInvocation
    static void nothingWentWrongUnseen(Twins app) {
        assertThat(app.agent().stop()).as(app.agent()::toString).isZero();
        assertThat(app.agent().err()).noneMatch(line -> line.contains("jobflow-agent"));
    }

    static JobRequest job(String handler, String executionId) {
        return JobRequest.traced(PATH + handler, executionId);
    }

    static JobRequest ordinary(String handler) {
        return JobRequest.ordinary(PATH + handler);
    }

    /** Sends a job request, whose run is the child of the dispatch and has this result. */
    void endsWith(String handler, String result, String message) {
        String execution = "e-" + handler.replace('/', '-');
        app.send(handler, execution);

        ReceivedSpan run = receiver.awaitSpan(execution);
        assertThat(run.name()).isEqualTo("run order-sync");
        assertThat(run.traceId()).isEqualTo(JobRequest.TRACE_ID);
        assertThat(run.parentSpanId()).isEqualTo(JobRequest.DISPATCH_SPAN_ID);
        assertThat(run.attribute("jobflow.result")).isEqualTo(result);
        assertThat(run.statusMessage()).isEqualTo(message);
    }

    void answersTheSame(String handler) {
        JobRequest job = job(handler, "e-same-" + handler.replace('/', '-'));

        assertThat(app.send(job)).isEqualTo(app.sendToTheOther(job));
        assertThat(app.send(ordinary(handler))).isEqualTo(app.sendToTheOther(ordinary(handler)));
    }

    List<String> linesOf(String message, String executionId) {
        return app.awaitLinesOf(message, executionId, APPENDERS);
    }

    /** Waits until everything is written that requests logged before they were answered: both appenders keep the order. */
    void awaitAllLines(String lastRequest) {
        app.send(ordinary(lastRequest));
        app.awaitLines("answering " + lastRequest, APPENDERS);
    }

    @Test
    void fillsTheMdcForTheHandlerAndLeavesNothingBehind() {
        String during = app.send("mdc", "e-mdc");
        List<String> after =
                Stream.generate(() -> app.send(ordinary("mdc"))).limit(4).toList();

        assertThat(during).contains("executionId=e-mdc", "traceId=" + JobRequest.TRACE_ID);
        assertThat(after).noneMatch(answer -> answer.contains("traceId"));
    }

    @Test
    void leavesOrdinaryRequestsAlone() {
        app.send(ordinary("ordinary").header("traceparent", JobRequest.TRACEPARENT));

        assertThat(app.awaitLines("answering ordinary", APPENDERS)).allMatch(line -> line.contains("trace=[]"));
    }

    @Test
    void recordsOneSpanForEachRun() {
        app.send(acrossThreads, "e-once");
        app.send("plain", "e-after-it");
        receiver.awaitSpan("e-after-it");

        assertThat(receiver.spans())
                .filteredOn(span -> "e-once".equals(span.attribute("jobflow.execution.id")))
                .hasSize(1);
    }
}
