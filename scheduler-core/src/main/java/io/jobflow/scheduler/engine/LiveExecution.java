package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An execution that is not final. Its value is what the store will hold once every write asked for so far is durable.
 * Of one that was planned ahead and has left, the value runs ahead of what is written: its row says so with the attempt's
 * end, or about a second later. Confined to the engine's thread.
 */
final class LiveExecution {

    final JobState job;
    Execution value;

    /** Whether it waits for one of the job's places. */
    boolean waiting;

    /** Whether it holds no place of its job: a backfill made it, and nobody has sent it again. */
    boolean outsideLimit;

    /** The backfill that makes the next execution when this one ends; null when none does. */
    @Nullable BackfillState backfill;

    /** Whether it gives its place to a later execution as soon as nothing of it can be under way. */
    boolean replaced;

    /**
     * Whether its record is durable. Before that nobody knows whether its fire key was free, so it holds its place or
     * its turn, but nothing may be written about it.
     */
    boolean recorded;

    /** By shard index, the service whose slot the running attempt holds; the job's target may change meanwhile. */
    final Map<Integer, String> slots = new TreeMap<>();

    /** By shard index, what it waits for: its retry time, its fire time or its answer. */
    final Map<Integer, Timers.Timer> timers = new TreeMap<>();

    /**
     * By shard index, the service of an attempt that was written ahead and has not left; such an attempt holds no slot.
     * Changed by {@link WrittenAhead} alone.
     */
    final Map<Integer, String> unsent = new TreeMap<>();

    /** By shard index, what its executor has been asked and has not answered. */
    final Map<Integer, AskExecutors.Question> questions = new TreeMap<>();

    LiveExecution(JobState job, Execution value) {
        this.job = job;
        this.value = value;
    }

    ExecutionId id() {
        return value.id();
    }

    /** Whether its time is still to come: it was planned ahead. */
    boolean isPlanned() {
        return value.status() == ExecutionStatus.PLANNED;
    }

    /** Whether a shard's attempt was written ahead and has not left. */
    boolean isUnsent(int shardIndex) {
        return unsent.containsKey(shardIndex);
    }

    /** The shards whose attempt was written ahead and has not left, as they are now. */
    List<Integer> unsentShards() {
        return List.copyOf(unsent.keySet());
    }

    /** Whether some shard has an attempt that has left, or is about to. */
    boolean isUnderWay() {
        for (ShardRun shard : value.shards()) {
            if (shard.status() == ShardStatus.RUNNING && !isUnsent(shard.index())) {
                return true;
            }
        }
        return false;
    }

    /** What its next attempts' slots are counted by. */
    String service() {
        return job.job.definition().target().key();
    }
}
