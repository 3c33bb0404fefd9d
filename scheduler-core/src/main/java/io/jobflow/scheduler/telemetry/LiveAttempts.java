package io.jobflow.scheduler.telemetry;

import io.jobflow.scheduler.execution.ExecutionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What meters must remember between notices of one shard: whether its attempt was seen to start here, and when its next
 * one was ready to go. Holds unfinished executions only. Confined to the firing loop's thread.
 */
final class LiveAttempts {

    private record Shard(ExecutionId execution, int index) {}

    private final Map<Shard, Integer> running = new HashMap<>();
    private final Map<Shard, Instant> readyAt = new HashMap<>();

    void started(ExecutionId execution, int shard, int attempt) {
        running.put(new Shard(execution, shard), attempt);
    }

    /** Whether the attempt was started here; true only once. */
    boolean ended(ExecutionId execution, int shard, int attempt) {
        return running.remove(new Shard(execution, shard), attempt);
    }

    void nextReadyAt(ExecutionId execution, int shard, Instant at) {
        readyAt.put(new Shard(execution, shard), at);
    }

    /** When the attempt that starts now was ready; null when nobody knows. */
    @Nullable Instant takeReadyAt(ExecutionId execution, int shard) {
        return readyAt.remove(new Shard(execution, shard));
    }

    /** Lets go of an execution that has ended. */
    void forget(ExecutionId execution, int shards) {
        for (int index = 0; index < shards; index++) {
            readyAt.remove(new Shard(execution, index));
        }
    }
}
