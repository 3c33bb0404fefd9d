package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;

/**
 * One attempt, ready to be sent: durable already, so that it may leave.
 *
 * @param shard the shard with {@code attempt} as its newest attempt
 * @param timeout how long the whole call may take
 */
public record DispatchRequest(
        Execution execution, ShardRun shard, Attempt attempt, Instance instance, Target target, Duration timeout) {

    /**
     * What the lease is for: the job's shard, whichever execution it belongs to; of a backfill, whose executions run beside
     * those of the present, the shard of one fire.
     */
    public String lockKey() {
        return lockKey(execution, shard.index());
    }

    /** What the lease for a shard of an execution is for. */
    public static String lockKey(Execution execution, int shardIndex) {
        String shardOfJob = execution.jobName() + "/" + shardIndex;
        return execution.trigger() == Trigger.BACKFILL ? shardOfJob + "/" + execution.fireKey() : shardOfJob;
    }
}
