package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredShard;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which statuses an execution may have, given its shards. Written from the documentation, apart from the code that the
 * scheduler uses, so that a fault in one does not hide in the other.
 */
final class StatusFromShards {

    private StatusFromShards() {}

    /** The possible statuses; shards that say which of several failures came last are not kept, so any of them may be it. */
    static Set<ExecutionStatus> of(Collection<StoredShard> shards) {
        EnumSet<ShardStatus> seen = EnumSet.noneOf(ShardStatus.class);
        shards.forEach(shard -> seen.add(ShardStatus.of(shard.status())));
        if (seen.isEmpty()) {
            return EnumSet.of(ExecutionStatus.SKIPPED, ExecutionStatus.MISFIRED, ExecutionStatus.CANCELLED);
        }
        if (seen.stream().anyMatch(status -> !status.isFinal())) {
            ExecutionStatus now =
                    seen.contains(ShardStatus.RUNNING) ? ExecutionStatus.RUNNING : ExecutionStatus.PENDING;
            boolean untouched = seen.stream().noneMatch(ShardStatus::isFinal);
            return untouched ? EnumSet.of(ExecutionStatus.PLANNED, now) : EnumSet.of(now);
        }
        return afterTheEnd(seen);
    }

    private static Set<ExecutionStatus> afterTheEnd(EnumSet<ShardStatus> seen) {
        if (seen.contains(ShardStatus.CANCELLED)) {
            return EnumSet.of(ExecutionStatus.CANCELLED);
        }
        EnumSet<ExecutionStatus> failures = EnumSet.noneOf(ExecutionStatus.class);
        seen.stream()
                .filter(ShardStatus::isFailed)
                .forEach(status -> failures.add(ExecutionStatus.valueOf(status.name())));
        if (failures.isEmpty()) {
            return EnumSet.of(seen.contains(ShardStatus.SUCCESS) ? ExecutionStatus.SUCCESS : ExecutionStatus.SKIPPED);
        }
        return seen.contains(ShardStatus.SUCCESS) ? EnumSet.of(ExecutionStatus.PARTIAL) : failures;
    }
}
