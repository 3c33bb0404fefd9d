package io.jobflow.scheduler.execution;

import io.jobflow.scheduler.job.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fire of one job, from its fire time to its final status: the noun that everything moves. An immutable value; each
 * transition is a new one.
 *
 * @param jobName the job's name at the time; history outlives the job
 * @param jobVersion the version of the definition it runs
 * @param fireKey unique within the job: see {@link FireKey}
 * @param fireTime the instant the schedule, or the person, asked for
 * @param traceId 32 hex digits; one trace an execution
 * @param fireSpanId span id of the fire span; a reopened execution has a new one
 * @param params the request body's JSON text
 * @param requestHash what identifies the body of a trigger that carried an idempotency key; null for other executions
 * @param startedAt when the first attempt started, null before; of a planned one, when it is to start
 * @param finishedAt when it became final, null before
 * @param reason why it stands where it stands, null when there is nothing to say
 * @param shards in index order; empty when the fire did not run
 */
public record Execution(
        ExecutionId id,
        JobId jobId,
        String jobName,
        long jobVersion,
        String fireKey,
        Instant fireTime,
        Trigger trigger,
        ExecutionStatus status,
        String traceId,
        String fireSpanId,
        String params,
        @Nullable String requestHash,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Reason reason,
        List<ShardRun> shards) {

    public Execution {
        shards = List.copyOf(shards);
    }

    public ShardRun shard(int index) {
        return shards.get(index);
    }

    /** Whether some shard has an attempt under way. */
    public boolean hasRunningAttempt() {
        for (ShardRun shard : shards) {
            if (shard.status() == ShardStatus.RUNNING) {
                return true;
            }
        }
        return false;
    }

    /** The reason, or where there is nothing else to say of a missed fire that was run all the same, that. */
    public @Nullable Reason toldReason() {
        if (reason != null || trigger != Trigger.MISFIRE) {
            return reason;
        }
        return new Reason(
                Reason.MISFIRE_RUN,
                "Its fire time was missed; it was found at " + createdAt + " and run late by the misfire policy.");
    }

    /** Whether it waits for one of its job's places: the reason says so as long as it does, and only then. */
    public boolean isWaitingForTurn() {
        return status == ExecutionStatus.PENDING
                && reason != null
                && reason.code().equals(Reason.WAITING_FOR_TURN);
    }

    /** Whether a retry or redrive has led it out of a final status. */
    public boolean wasReopened() {
        return shards.stream().anyMatch(shard -> shard.budgetFrom() > 1);
    }

    /** This execution with one shard replaced; status and times follow from the shards. */
    public Execution with(ShardRun shard, Instant at, @Nullable Reason why) {
        List<ShardRun> all = new ArrayList<>(shards);
        all.set(shard.index(), shard);
        ExecutionStatus next = ExecutionOutcome.of(all, shard);
        Instant started = startedAt != null || shard.attempts().isEmpty() ? startedAt : at;
        return copy(next, started, next.isFinal() ? at : null, why, all);
    }

    /** This execution, its first attempts made, as planned for an instant. */
    public Execution planned(Instant at, Reason why) {
        return copy(ExecutionStatus.PLANNED, at, null, why, shards);
    }

    /** This execution, which was planned, when its time has come. */
    public Execution begun(Instant at) {
        return copy(ExecutionStatus.RUNNING, at, null, null, shards);
    }

    /** This execution, which runs, with one shard replaced. */
    public Execution withRunning(ShardRun shard, @Nullable Instant started) {
        List<ShardRun> all = new ArrayList<>(shards);
        all.set(shard.index(), shard);
        return copy(ExecutionStatus.RUNNING, started, null, null, all);
    }

    /**
     * How this execution stands at an instant. What is written of one that was planned stays so for a moment after its
     * time has come: from then on it runs; before it nothing has begun.
     */
    public Execution seenAt(Instant now) {
        if (status != ExecutionStatus.PLANNED || startedAt == null) {
            return this;
        }
        if (!startedAt.isAfter(now)) {
            return begun(startedAt);
        }
        List<ShardRun> untouched =
                shards.stream().map(shard -> ShardRun.pending(shard.slice())).toList();
        return copy(status, null, null, reason, untouched);
    }

    /** This execution as reopened by a retry or redrive: failed shards pending again, everything else as it was. */
    public Execution reopened(Reason why) {
        List<ShardRun> all = new ArrayList<>();
        for (ShardRun shard : shards) {
            all.add(shard.status().isFailed() ? shard.reopened() : shard);
        }
        return copy(ExecutionStatus.PENDING, startedAt, null, why, all);
    }

    /**
     * This execution as reopened by a person's act: the shards that it names pending again, its fire span and its request
     * body from now on.
     */
    public Execution reopened(Reason why, Reopening act) {
        List<ShardRun> all = new ArrayList<>(shards);
        act.continued().forEach(one -> all.set(one.shard(), all.get(one.shard()).reopened()));
        return copy(ExecutionStatus.PENDING, startedAt, null, why, all).inNewLife(act);
    }

    /** This execution with the fire span and the request body that a person's act gave it, its shards as they are. */
    public Execution inNewLife(Reopening act) {
        Execution renewed = withFireSpanId(act.fireSpanId());
        return act.paramsAfter() == null ? renewed : renewed.withParams(act.paramsAfter());
    }

    /** This execution with another reason for where it stands. */
    public Execution because(@Nullable Reason why) {
        return copy(status, startedAt, finishedAt, why, shards);
    }

    private Execution withFireSpanId(String spanId) {
        return new Execution(
                id,
                jobId,
                jobName,
                jobVersion,
                fireKey,
                fireTime,
                trigger,
                status,
                traceId,
                spanId,
                params,
                requestHash,
                createdAt,
                startedAt,
                finishedAt,
                reason,
                shards);
    }

    /** This execution with another request body. */
    public Execution withParams(String json) {
        return new Execution(
                id,
                jobId,
                jobName,
                jobVersion,
                fireKey,
                fireTime,
                trigger,
                status,
                traceId,
                fireSpanId,
                json,
                requestHash,
                createdAt,
                startedAt,
                finishedAt,
                reason,
                shards);
    }

    private Execution copy(
            ExecutionStatus newStatus,
            @Nullable Instant started,
            @Nullable Instant finished,
            @Nullable Reason why,
            List<ShardRun> newShards) {
        return new Execution(
                id,
                jobId,
                jobName,
                jobVersion,
                fireKey,
                fireTime,
                trigger,
                newStatus,
                traceId,
                fireSpanId,
                params,
                requestHash,
                createdAt,
                started,
                finished,
                why,
                newShards);
    }
}
