package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for executions that nobody answers for. Every shard that is not final waits for something: its turn, a slot, or a
 * timer. One that waits for nothing would stay for ever; it takes a fault in the engine to make one, so this looks
 * independently of what the rest believes, reports what it finds twice some seconds apart, and puts it back on its way.
 * It looks between two rounds, when no write is under way, at a bounded number of executions a second.
 */
final class StuckDetector {

    /** Executions that one look goes through. */
    static final int LOOK = 256;

    static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** How long something must seem to be stuck before it is. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private record ShardOf(ExecutionId execution, int shardIndex) {}

    private final EngineState state;
    private final Backlog backlog;
    private final StartAttempts starts;
    private final SendAttempts sends;
    /** By shard, when it was first found without anything to wait for, in monotonic nanoseconds. */
    private final Map<ShardOf, Long> suspects =
            new TreeMap<>(Comparator.comparing(ShardOf::execution).thenComparingInt(ShardOf::shardIndex));

    private ExecutionId position = FIRST;
    private boolean looked;
    private long lastLook;

    private static final ExecutionId FIRST = new ExecutionId(1);

    StuckDetector(EngineState state, Backlog backlog, StartAttempts starts, SendAttempts sends) {
        this.state = state;
        this.backlog = backlog;
        this.starts = starts;
        this.sends = sends;
    }

    /** Looks, if it is time to and the engine is between two rounds. */
    void look() {
        long sinceLastLook = state.nanos() - lastLook;
        if (state.stopping || state.hasWritesUnderWay() || (looked && sinceLastLook < BETWEEN_LOOKS.toNanos())) {
            return;
        }
        looked = true;
        lastLook = state.nanos();
        int left = LOOK;
        for (LiveExecution execution : nextOnes()) {
            position = new ExecutionId(execution.id().value() + 1);
            look(execution);
            left--;
        }
        if (left > 0) {
            position = FIRST;
            suspects.keySet().removeIf(shard -> !state.live.containsKey(shard.execution()));
        }
    }

    private List<LiveExecution> nextOnes() {
        return state.live.tailMap(position, true).values().stream().limit(LOOK).toList();
    }

    private void look(LiveExecution execution) {
        for (ShardRun shard : execution.value.shards()) {
            ShardOf key = new ShardOf(execution.id(), shard.index());
            String lacks = lacks(execution, shard);
            if (lacks == null) {
                suspects.remove(key);
                continue;
            }
            long since = suspects.computeIfAbsent(key, first -> state.nanos());
            if (state.nanos() - since >= PATIENCE.toNanos()) {
                suspects.remove(key);
                state.happened(new Notice.ShardStuck(execution.value, shard.index(), lacks));
                putBack(execution, shard);
            }
        }
    }

    /** What the shard should wait for and does not; null when all is well. */
    private @Nullable String lacks(LiveExecution execution, ShardRun shard) {
        if (execution.isUnsent(shard.index())) {
            return null; // Written ahead: it waits for its time or for a slot.
        }
        boolean hasTimer = execution.timers.containsKey(shard.index());
        if (shard.status() == ShardStatus.RUNNING) {
            return hasTimer ? null : "answer";
        }
        if (shard.status() != ShardStatus.PENDING) {
            return null;
        }
        if (execution.waiting) {
            return execution.job.waiting.contains(execution.id()) ? null : "turn";
        }
        return hasTimer || state.ready.contains(execution.id(), shard.index()) ? null : "slot";
    }

    private void putBack(LiveExecution execution, ShardRun shard) {
        Attempt attempt = shard.lastAttempt();
        if (shard.status() == ShardStatus.RUNNING && attempt != null) {
            sends.awaitUnheard(
                    execution,
                    shard.index(),
                    attempt,
                    "no answer is known: the scheduler had lost sight of the attempt");
        } else if (execution.waiting) {
            backlog.add(execution);
        } else {
            execution.recorded = true;
            starts.queueShards(execution);
        }
    }
}
