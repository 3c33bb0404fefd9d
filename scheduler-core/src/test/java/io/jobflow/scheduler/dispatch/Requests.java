package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attempts that are ready to be sent: the first one of job {@code report}, fired at noon. */
final class Requests {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final String SPAN_ID = "b7ad6b7169203331";
    static final String PARAMS = "{\"region\":\"eu\"}";
    static final ExecutionId EXECUTION = new ExecutionId(1_234_567_890_123L);

    private static final String ANYWHERE = "http://localhost:9";

    private Requests() {}

    static DispatchRequest to(String baseUrl) {
        return to(baseUrl, Duration.ofSeconds(20));
    }

    static DispatchRequest to(String baseUrl, Duration timeout) {
        return request(baseUrl, "/internal/job/report", new ShardPlan.Slice(0, 1, null, null), timeout);
    }

    static DispatchRequest toPath(String baseUrl, String path) {
        return request(baseUrl, path, new ShardPlan.Slice(0, 1, null, null), Duration.ofSeconds(20));
    }

    static DispatchRequest ofSlice(ShardPlan.Slice slice) {
        return request(ANYWHERE, "/internal/job/report", slice, Duration.ofMinutes(5));
    }

    private static DispatchRequest request(String baseUrl, String path, ShardPlan.Slice slice, Duration timeout) {
        Attempt attempt = Attempt.starting(
                2,
                baseUrl,
                new FencingToken(77),
                SPAN_ID,
                NOON.plusMillis(5),
                NOON.plusMillis(5).plus(timeout));
        ShardRun shard = ShardRun.pending(slice).started(attempt);
        Target target = new Target(null, List.of(baseUrl), "report", path, RoutingPolicy.ROUND_ROBIN);
        return new DispatchRequest(execution(), shard, attempt, new Instance(baseUrl), target, timeout);
    }

    private static Execution execution() {
        return new Execution(
                EXECUTION,
                new JobId(1),
                "report",
                1,
                FireKey.scheduled(NOON),
                NOON,
                Trigger.SCHEDULE,
                ExecutionStatus.RUNNING,
                TRACE_ID,
                "00f067aa0ba902b7",
                PARAMS,
                null,
                NOON,
                NOON,
                null,
                null,
                List.of());
    }
}
