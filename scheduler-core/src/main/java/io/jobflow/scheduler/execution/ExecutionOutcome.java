package io.jobflow.scheduler.execution;

import java.util.List;

/** What the shards' statuses make of their execution's. */
final class ExecutionOutcome {

    private ExecutionOutcome() {}

    /**
     * Judges. Where several shards failed, the last word is that of the shard that has changed; where that one ended
     * well, the first that failed speaks.
     */
    static ExecutionStatus of(List<ShardRun> shards, ShardRun changed) {
        boolean running = false;
        boolean unfinished = false;
        int succeeded = 0;
        int skipped = 0;
        boolean cancelled = false;
        ShardStatus failed = changed.status().isFailed() ? changed.status() : null;
        for (ShardRun shard : shards) {
            running |= shard.status() == ShardStatus.RUNNING;
            unfinished |= !shard.status().isFinal();
            succeeded += shard.status() == ShardStatus.SUCCESS ? 1 : 0;
            skipped += shard.status() == ShardStatus.SKIPPED ? 1 : 0;
            cancelled |= shard.status() == ShardStatus.CANCELLED;
            failed = failed == null && shard.status().isFailed() ? shard.status() : failed;
        }
        if (unfinished) {
            return running ? ExecutionStatus.RUNNING : ExecutionStatus.PENDING;
        }
        if (cancelled) {
            return ExecutionStatus.CANCELLED;
        }
        if (failed == null) {
            return skipped == shards.size() ? ExecutionStatus.SKIPPED : ExecutionStatus.SUCCESS;
        }
        return succeeded > 0 ? ExecutionStatus.PARTIAL : ExecutionStatus.valueOf(failed.name());
    }
}
