package io.jobflow.scheduler.execution;

import io.jobflow.scheduler.job.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deliberate act: a job fires for the fire times of a stretch of the past, a few at a time. Its executions are made one
 * after another as earlier ones end, and each is written together with how far the backfill has come.
 *
 * @param jobName the job's name at the time
 * @param from the first instant whose fire time counts
 * @param to the first one whose does not
 * @param maxConcurrent how many of its executions may be unfinished at once, 1 to {@link #MAX_CONCURRENT}
 * @param params what executors receive; null for the job's own
 * @param requestKey the idempotency key of the request that began it; null when it had none
 * @param requestHash what identifies that request's body; null exactly when there is no key
 * @param fireTimes how many fire times the schedule had when it began
 * @param made how many executions have been made
 * @param cursor fire times up to this instant, inclusive, have their executions
 * @param finishedAt null while it is {@link BackfillStatus#RUNNING}
 */
public record Backfill(
        long id,
        JobId jobId,
        String jobName,
        Instant from,
        Instant to,
        int maxConcurrent,
        @Nullable String params,
        @Nullable String requestKey,
        @Nullable String requestHash,
        int fireTimes,
        int made,
        Instant cursor,
        BackfillStatus status,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** The most executions of one backfill that may be unfinished at once. */
    public static final int MAX_CONCURRENT = 100;

    /** The most fire times of one backfill. */
    public static final int MAX_FIRE_TIMES = 100_000;

    public Backfill {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("backfill from " + from + " to " + to + " is empty");
        }
        if (maxConcurrent < 1 || maxConcurrent > MAX_CONCURRENT) {
            throw new IllegalArgumentException("maxConcurrent " + maxConcurrent + " is not in 1.." + MAX_CONCURRENT);
        }
    }

    /** Whether every fire time has its execution. */
    public boolean isMade() {
        return !cursor.isBefore(lastInstant());
    }

    /** This backfill with one more execution, of the fire time given. */
    public Backfill withMade(Instant fireTime) {
        return at(fireTime, made + 1, status, null);
    }

    /** This backfill with no fire time left. */
    public Backfill withNoneLeft() {
        return at(lastInstant(), made, status, null);
    }

    /** This backfill, ended. */
    public Backfill ended(BackfillStatus how, Instant at) {
        return at(cursor, made, how, at);
    }

    private Instant lastInstant() {
        return to.minusMillis(1);
    }

    private Backfill at(Instant newCursor, int newMade, BackfillStatus newStatus, @Nullable Instant finished) {
        return new Backfill(
                id,
                jobId,
                jobName,
                from,
                to,
                maxConcurrent,
                params,
                requestKey,
                requestHash,
                fireTimes,
                newMade,
                newCursor,
                newStatus,
                createdAt,
                finished);
    }
}
