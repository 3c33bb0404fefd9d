package io.jobflow.scheduler.execution;

import java.util.List;

/** What the shards' statuses make of their execution's. */
final class ExecutionOutcome {

    private ExecutionOutcome() {}

    static ExecutionStatus of(List<ShardRun> shards) {
        boolean running = false;
        boolean unfinished = false;
        int succeeded = 0;
        int skipped = 0;
        ShardStatus failed = null;
        for (ShardRun shard : shards) {
            running |= shard.status() == ShardStatus.RUNNING;
            unfinished |= !shard.status().isFinal();
            succeeded += shard.status() == ShardStatus.SUCCESS ? 1 : 0;
            skipped += shard.status() == ShardStatus.SKIPPED ? 1 : 0;
            failed = shard.status().isFailed() ? shard.status() : failed;
        }
        if (unfinished) {
            return running ? ExecutionStatus.RUNNING : ExecutionStatus.PENDING;
        }
        if (failed == null) {
            return skipped == shards.size() ? ExecutionStatus.SKIPPED : ExecutionStatus.SUCCESS;
        }
        return succeeded > 0 ? ExecutionStatus.PARTIAL : ExecutionStatus.valueOf(failed.name());
    }
}
