package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.job.ShardPlan;
import org.junit.jupiter.api.Test;

class ProtocolHeadersTest {

    private static final String TRACEPARENT = "00-" + Requests.TRACE_ID + "-" + Requests.SPAN_ID + "-01";

    @Test
    void writesTheTableOfTheProtocol() {
        DispatchRequest request = Requests.ofSlice(new ShardPlan.Slice(0, 1, null, null));

        String headers = ProtocolHeaders.of(request, TRACEPARENT, null).toString();

        assertThat(headers).isEqualTo("""
                        traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
                        X-Trace-Id: 0af7651916cd43dd8448eb211c80319c
                        X-JobFlow-Job: report
                        X-JobFlow-Execution: %s
                        X-JobFlow-Attempt: 2
                        X-JobFlow-Fire-Time: 2026-03-01T12:00:00Z
                        X-JobFlow-Deadline: 2026-03-01T12:05:00.005Z
                        X-Shard-Index: 0
                        X-Shard-Total: 1
                        X-Lock-Key: report/0
                        X-JobFlow-Fencing-Token: 77
                        X-JobFlow-Lease-Millis: 300000
                        """.formatted(Requests.EXECUTION));
    }

    @Test
    void namesTheBoundsOfARangeShard() {
        DispatchRequest request = Requests.ofSlice(new ShardPlan.Slice(2, 4, 50_001L, 75_000L));

        String headers = ProtocolHeaders.of(request, TRACEPARENT, null).toString();

        assertThat(headers)
                .contains(
                        "X-Shard-Index: 2\nX-Shard-Total: 4\nX-Start-Id: 50001\nX-End-Id: 75000\nX-Lock-Key: report/2\n");
    }
}
