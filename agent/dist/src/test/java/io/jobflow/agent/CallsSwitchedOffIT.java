package io.jobflow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.CalledServer;
import io.jobflow.agent.harness.CallingCase;
import io.jobflow.agent.harness.JobRequest;
import io.jobflow.agent.harness.OtlpReceiver;
import io.jobflow.agent.harness.Program;
import org.junit.jupiter.api.Test;

/** The settings that keep calls out of a run's trace, and the one that bounds it. */
@Shows(area = "Outgoing calls", row = "Switched off and bounded by settings")
class CallsSwitchedOffIT {

    private static final String GET = "/internal/job/get?call=";

    @Test
    void leavesRequestsOfARunAlone() {
        try (CalledServer called = new CalledServer();
                OtlpReceiver receiver = new OtlpReceiver();
                Program app = CallingCase.programOfTheJdk("JdkClientApp", called.url())
                        .agent("outgoing=false")
                        .exportTo(receiver)
                        .start()) {
            JobRequest.traced(GET + "e-off", "e-off").send(app.port());

            receiver.awaitSpan("e-off"); // the answer comes before the run's end
            assertThat(app.stop()).isZero();
            assertThat(called.received("e-off"))
                    .singleElement()
                    .satisfies(
                            request -> assertThat(request.header("traceparent")).isEmpty());
            assertThat(receiver.spans()).hasSize(1);
        }
    }

    @Test
    void carriesTheRunWhereACallHasNoSpan() {
        try (CalledServer called = new CalledServer();
                OtlpReceiver receiver = new OtlpReceiver();
                Program app = CallingCase.programOfTheJdk("JdkClientApp", called.url())
                        .agent("call-spans=0")
                        .exportTo(receiver)
                        .start()) {
            JobRequest.traced(GET + "e-none", "e-none").send(app.port());

            receiver.awaitSpan("e-none");
            assertThat(app.stop()).isZero();
            assertThat(receiver.spans()).hasSize(1);
            assertThat(called.received("e-none").get(0).header("traceparent"))
                    .containsExactly("00-" + JobRequest.TRACE_ID + "-"
                            + receiver.awaitSpan("e-none").spanId() + "-01");
        }
    }
}
