package io.jobflow.scheduler.execution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A final failure that waits for a person. It refers to an execution and keeps nothing of its own but the reason.
 *
 * @param id from 1, in the order of failure
 * @param redrivenAt when the execution was sent again; null while the letter waits, or when it was discarded
 * @param discardedAt when a person said that nothing more is to be done; null while the letter waits, or when it was
 *     redriven
 * @param note what that person wrote; null when nothing
 */
public record DeadLetter(
        long id,
        ExecutionId executionId,
        String traceId,
        String jobName,
        Reason reason,
        Instant createdAt,
        @Nullable Instant redrivenAt,
        @Nullable Instant discardedAt,
        @Nullable String note) {

    /** Longer notes are refused. */
    public static final int MAX_NOTE = 500;

    /** A new letter, which waits. */
    public static DeadLetter waiting(long id, Execution of, Reason reason, Instant createdAt) {
        return new DeadLetter(id, of.id(), of.traceId(), of.jobName(), reason, createdAt, null, null, null);
    }

    /** Whether it waits for a person. */
    public boolean isWaiting() {
        return redrivenAt == null && discardedAt == null;
    }

    /** This letter, sent again. */
    public DeadLetter redriven(Instant at) {
        return new DeadLetter(id, executionId, traceId, jobName, reason, createdAt, at, discardedAt, note);
    }

    /** This letter, put aside. */
    public DeadLetter discarded(Instant at, @Nullable String why) {
        return new DeadLetter(id, executionId, traceId, jobName, reason, createdAt, redrivenAt, at, why);
    }
}
