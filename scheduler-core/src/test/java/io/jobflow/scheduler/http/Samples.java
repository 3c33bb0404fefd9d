package io.jobflow.scheduler.http;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import io.jobflow.scheduler.job.ShardPlan;
import java.time.Instant;
import java.util.List;

/** Values that the API's tests show. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    static final ExecutionId ID = new ExecutionId(1_851_000_000_000_000_000L);
    static final Reason EXHAUSTED = new Reason(Reason.ATTEMPTS_EXHAUSTED, "No attempt is left.");

    private Samples() {}

    static String jobJson(String name) {
        return "{\"name\": \"" + name + "\", \"schedule\": {\"fixedRate\": \"30s\"}, "
                + "\"target\": {\"service\": \"orders\", \"handler\": \"sync\"}}";
    }

    static Job job(String name) {
        return job(JobJson.read(jobJson(name)));
    }

    static Job job(JobDefinition definition) {
        return new Job(new JobId(7), definition, 3, NOW, NOW.plusSeconds(1), NOW.plusSeconds(30), null);
    }

    static Execution failedExecution() {
        ShardPlan.Slice slice = new ShardPlan.Slice(0, 1, 1L, 100L);
        Attempt attempt = Attempt.starting(
                        1,
                        "http://10.0.0.7:8080",
                        FencingToken.of(new Epoch(1), 5),
                        "b7ad6b7169203331",
                        NOW.plusMillis(5),
                        NOW.plusSeconds(300))
                .ended(new Outcome(JobResult.FAILURE, 500, "no stock", null, true, null), NOW.plusMillis(105));
        ShardRun shard = new ShardRun(slice, ShardStatus.FAILURE, null, "row 17", 1, List.of(attempt));
        return new Execution(
                ID,
                new JobId(7),
                "report",
                3,
                FireKey.scheduled(NOW),
                NOW,
                Trigger.SCHEDULE,
                ExecutionStatus.FAILURE,
                TRACE_ID,
                "00f067aa0ba902b7",
                "{}",
                null,
                NOW.plusMillis(1),
                NOW.plusMillis(5),
                NOW.plusMillis(105),
                EXHAUSTED,
                List.of(shard));
    }

    static DeadLetter deadLetter() {
        return DeadLetter.waiting(4, failedExecution(), EXHAUSTED, NOW.plusMillis(105));
    }
}
