package io.jobflow.scheduler.inprocess;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Attempts for handlers of this JVM: attempt 2 of job {@code report}, fired at noon. */
final class HandlerRequests {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final ExecutionId EXECUTION = new ExecutionId(1_234_567_890_123L);
    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final ShardPlan.Slice SLICE = new ShardPlan.Slice(1, 4, 100L, 199L);

    private HandlerRequests() {}

    static HandlerRequest toHandler() {
        return new HandlerRequest(to("report"));
    }

    static DispatchRequest to(String handler) {
        return to(Target.inProcess(handler), Duration.ofSeconds(20));
    }

    static DispatchRequest to(Target target, Duration timeout) {
        Attempt attempt = Attempt.starting(
                2,
                Target.IN_PROCESS,
                new FencingToken(77),
                "b7ad6b7169203331",
                NOON.plusMillis(5),
                NOON.plusMillis(5).plus(timeout));
        ShardRun shard = new ShardRun(SLICE, ShardStatus.PENDING, null, "page 7", 1, List.of()).started(attempt);
        return new DispatchRequest(execution(), shard, attempt, new Instance(Target.IN_PROCESS), target, timeout);
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
                "{\"region\":\"eu\"}",
                null,
                NOON,
                NOON,
                null,
                null,
                List.of());
    }
}
