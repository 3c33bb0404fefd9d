package io.jobflow.scheduler.store;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Attempt;
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
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.job.RetentionPolicy;
import io.jobflow.scheduler.job.RetryPolicy;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.job.Target;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.store.StoreWrite.RecordFires;
import io.jobflow.scheduler.store.StoreWrite.SettleAttempt;
import io.jobflow.scheduler.store.StoreWrite.StartAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs, executions and their next states, as an engine would make them. */
public final class StoreSamples {

    public static final Instant T0 = Instant.parse("2026-03-01T08:00:00.123Z");

    public static final Reason FAILED = new Reason(Reason.ATTEMPTS_EXHAUSTED, "All 3 attempts failed.");

    private StoreSamples() {}

    public static Instant at(int second) {
        return T0.plusSeconds(second);
    }

    public static JobDefinition definition(String name, String params) {
        return new JobDefinition(
                name,
                "",
                true,
                Timetable.of(new ManualSchedule()),
                MisfirePolicy.DEFAULT,
                new Target("orders", List.of(), "order-sync", "/internal/job/order-sync", RoutingPolicy.ROUND_ROBIN),
                params,
                ShardPlan.SINGLE,
                Duration.ofMinutes(5),
                RetryPolicy.DEFAULT,
                ConcurrencyPolicy.DEFAULT,
                LostPolicy.RETRY,
                RetentionPolicy.DEFAULT,
                0,
                Map.of());
    }

    public static Job job(long id, String name) {
        return new Job(new JobId(id), definition(name, "{}"), 1, T0, T0, at(1), null);
    }

    public static Job deleted(Job job, Instant at) {
        return new Job(job.id(), job.definition(), job.version() + 1, job.createdAt(), at, null, at);
    }

    /** A pending execution with one shard, fired at second {@code id}. */
    public static Execution execution(Job job, long id) {
        return execution(job, id, ShardPlan.SINGLE);
    }

    public static Execution execution(Job job, long id, ShardPlan plan) {
        List<ShardRun> shards = plan.slices().stream().map(ShardRun::pending).toList();
        return execution(job, id, FireKey.scheduled(at((int) id)), ExecutionStatus.PENDING, null, shards);
    }

    /** An execution that did not run. */
    public static Execution skipped(Job job, long id) {
        Reason reason = new Reason(Reason.CONCURRENCY_SKIP, "An earlier execution was still running.");
        return execution(job, id, FireKey.scheduled(at((int) id)), ExecutionStatus.SKIPPED, reason, List.of());
    }

    public static Execution withFireKey(Execution execution, Job job, String fireKey) {
        return execution(job, execution.id().value(), fireKey, execution.status(), null, execution.shards());
    }

    public static Execution withTraceId(Execution e, String traceId) {
        return new Execution(
                e.id(),
                e.jobId(),
                e.jobName(),
                e.jobVersion(),
                e.fireKey(),
                e.fireTime(),
                e.trigger(),
                e.status(),
                traceId,
                e.fireSpanId(),
                e.params(),
                e.requestHash(),
                e.createdAt(),
                e.startedAt(),
                e.finishedAt(),
                e.reason(),
                e.shards());
    }

    private static Execution execution(
            Job job, long id, String fireKey, ExecutionStatus status, @Nullable Reason reason, List<ShardRun> shards) {
        return new Execution(
                new ExecutionId(id),
                job.id(),
                job.name(),
                job.version(),
                fireKey,
                at((int) id),
                Trigger.SCHEDULE,
                status,
                traceId(id),
                String.format("%016x", id),
                "{\"n\":" + id + "}",
                null,
                at((int) id),
                null,
                status.isFinal() ? at((int) id) : null,
                reason,
                shards);
    }

    public static String traceId(long id) {
        return String.format("%016x%016x", id, 0xabcdef + id);
    }

    /** The fire of one execution, after which the job is due again a second later. */
    public static RecordFires fire(Execution execution) {
        return new RecordFires(execution.jobId(), execution.fireTime().plusSeconds(1), List.of(execution));
    }

    /** The execution with another attempt of one shard under way; token and times follow from the attempt's number. */
    public static Execution started(Execution execution, int shardIndex) {
        ShardRun shard = execution.shard(shardIndex);
        int number = shard.attempts().size() + 1;
        Instant now = execution.createdAt().plusSeconds(10L * number);
        Attempt attempt = Attempt.starting(
                number,
                "http://10.0.0.7:8080",
                FencingToken.of(new Epoch(1), 100L * shardIndex + number),
                String.format("%016x", number),
                now,
                now.plusSeconds(300));
        return execution.with(shard.started(attempt), now, null);
    }

    public static StartAttempt start(Execution started, int shardIndex) {
        return new StartAttempt(started, shardIndex);
    }

    /** The execution with its running attempt of one shard ended. */
    public static Execution ended(Execution execution, int shardIndex, JobResult result, ShardStatus next) {
        Outcome outcome = new Outcome(result, 500, "said so", "line 7", true, null);
        return ended(execution, shardIndex, outcome, next);
    }

    private static Execution ended(Execution execution, int shardIndex, Outcome outcome, ShardStatus next) {
        ShardRun shard = execution.shard(shardIndex);
        Attempt running = shard.attempts().get(shard.attempts().size() - 1);
        Instant now = running.startedAt().plusSeconds(5);
        Instant retryAt = next == ShardStatus.PENDING ? now.plusSeconds(1) : null;
        return execution.with(
                shard.settled(running.ended(outcome, now), next, retryAt, outcome.checkpoint()), now, null);
    }

    public static Execution succeeded(Execution execution, int shardIndex) {
        return ended(execution, shardIndex, Outcome.success(200), ShardStatus.SUCCESS);
    }

    /** The execution whose shard has failed for good. */
    public static Execution failed(Execution execution, int shardIndex) {
        return ended(execution, shardIndex, JobResult.FAILURE, ShardStatus.FAILURE);
    }

    /** The execution whose shard waits for another attempt. */
    public static Execution retrying(Execution execution, int shardIndex) {
        return ended(execution, shardIndex, JobResult.FAILURE, ShardStatus.PENDING);
    }

    public static SettleAttempt settle(Execution ended, int shardIndex) {
        return new SettleAttempt(ended, shardIndex, null);
    }

    public static SettleAttempt settleForGood(Execution failed, int shardIndex) {
        return new SettleAttempt(failed, shardIndex, FAILED);
    }
}
