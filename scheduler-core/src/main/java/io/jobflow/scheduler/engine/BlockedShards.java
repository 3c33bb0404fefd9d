package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shards that an executor refused ({@code 409}) because an attempt with the same lock key was at work: another
 * execution's, or an earlier one of the same shard whose outcome nobody heard. Trying again before it has ended would be
 * refused again, so they wait for its outcome, and at most until its deadline. Confined to the engine's thread.
 */
final class BlockedShards {

    private static final int CONFLICT = 409;

    /** A shard that waits, with the time it was given: once that has changed, it waits for something else. */
    private record Waiter(ExecutionId execution, @Nullable Instant retryAt) {}

    private final EngineState state;
    private final StartAttempts starts;

    /** By lock key; a job that was deleted and another of its name share theirs. */
    private final Map<String, List<Waiter>> waiting = new TreeMap<>();

    BlockedShards(EngineState state, StartAttempts starts) {
        this.state = state;
        this.starts = starts;
    }

    /**
     * Until when an attempt that stands in a shard's way may be at work.
     *
     * @param shard with its newest attempt ended
     * @return null when nothing stood in the way, or nobody knows what
     */
    @Nullable Instant until(LiveExecution execution, ShardRun shard, Outcome outcome) {
        Integer status = outcome.httpStatus();
        if (status == null || status != CONFLICT) {
            return null;
        }
        String wanted = lockKey(execution, shard.index());
        Instant latest = shard.deadlineOfEarlier(state.wall());
        for (LiveExecution other : state.live.values()) {
            if (other != execution && lockKey(other, shard.index()).equals(wanted)) {
                latest = later(latest, runningUntil(other, shard.index()));
            }
        }
        return latest;
    }

    private static String lockKey(LiveExecution execution, int shardIndex) {
        return DispatchRequest.lockKey(execution.value, shardIndex);
    }

    private @Nullable Instant runningUntil(LiveExecution other, int index) {
        if (index >= other.value.shards().size() || other.isUnsent(index)) {
            return null;
        }
        Attempt attempt = other.value.shard(index).lastAttempt();
        return attempt != null && attempt.isRunning() && attempt.deadline().isAfter(state.wall())
                ? attempt.deadline()
                : null;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isAfter(a)) ? b : a;
    }

    /** Notes that a pending shard waits until its retry time, or for less if {@link #release} comes first. */
    void await(LiveExecution execution, ShardRun shard) {
        waiting.computeIfAbsent(lockKey(execution, shard.index()), key -> new ArrayList<>())
                .add(new Waiter(execution.id(), shard.retryAt()));
    }

    /** Hears that an attempt has ended; the shards of other executions that wait for its lock key are tried again. */
    void release(LiveExecution ended, int shardIndex) {
        List<Waiter> waiters = waiting.remove(lockKey(ended, shardIndex));
        if (waiters == null) {
            return;
        }
        for (Waiter waiter : waiters) {
            LiveExecution execution = state.live.get(waiter.execution());
            if (execution == null || !stillWaits(execution.value.shard(shardIndex), waiter)) {
                continue;
            }
            if (execution == ended) {
                await(execution, execution.value.shard(shardIndex));
            } else {
                starts.retryNow(execution, shardIndex);
            }
        }
    }

    private static boolean stillWaits(ShardRun shard, Waiter waiter) {
        return shard.status() == ShardStatus.PENDING && Objects.equals(shard.retryAt(), waiter.retryAt());
    }
}
