package io.jobflow.scheduler.execution;

import io.jobflow.scheduler.job.ShardPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One shard of an execution with its attempts.
 *
 * @param retryAt when the next attempt is due; null unless it waits for one
 * @param checkpoint what the last attempt left for the next; null when nothing
 * @param budgetFrom attempts below this number belong to an earlier life of the execution, before a retry or redrive,
 *     and do not count against {@code maxAttempts}; 1 at first
 * @param attempts in number order
 */
public record ShardRun(
        ShardPlan.Slice slice,
        ShardStatus status,
        @Nullable Instant retryAt,
        @Nullable String checkpoint,
        int budgetFrom,
        List<Attempt> attempts) {

    public ShardRun {
        attempts = List.copyOf(attempts);
    }

    /** A shard that has not been tried yet. */
    public static ShardRun pending(ShardPlan.Slice slice) {
        return new ShardRun(slice, ShardStatus.PENDING, null, null, 1, List.of());
    }

    public int index() {
        return slice.index();
    }

    /** The newest attempt, null before the first. */
    public @Nullable Attempt lastAttempt() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    /** Counted attempts of the present life of the execution. */
    public int countedAttempts() {
        return (int) attempts.stream()
                .filter(attempt -> attempt.number() >= budgetFrom && attempt.isCounted())
                .count();
    }

    /** From the start of the first attempt of the present life to the end of the newest one; null before an end. */
    public @Nullable Duration sinceFirstAttempt() {
        Attempt last = lastAttempt();
        Instant end = last == null ? null : last.finishedAt();
        return end == null || budgetFrom > attempts.size()
                ? null
                : Duration.between(attempts.get(budgetFrom - 1).startedAt(), end);
    }

    /** The deadline of the earlier attempt that may still be running; null when none may. */
    public @Nullable Instant deadlineOfEarlier(Instant now) {
        return attempts.stream()
                .limit(Math.max(0, attempts.size() - 1))
                .filter(attempt -> attempt.mayStillRun(now))
                .map(Attempt::deadline)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The attempt that the present life goes on from, after a retry or redrive by a person; null in the first life. */
    public @Nullable Integer continuesAttempt() {
        return budgetFrom > 1 ? Integer.valueOf(budgetFrom - 1) : null;
    }

    /** How many of the newest attempts were rejected, one after another. */
    public int rejectedInARow() {
        int rejected = 0;
        for (int i = attempts.size() - 1; i >= 0 && isRejectedNow(attempts.get(i)); i--) {
            rejected++;
        }
        return rejected;
    }

    private boolean isRejectedNow(Attempt attempt) {
        return attempt.number() >= budgetFrom && attempt.status() == AttemptStatus.REJECTED;
    }

    /** This shard with one more attempt, running. */
    public ShardRun started(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new ShardRun(slice, ShardStatus.RUNNING, null, checkpoint, budgetFrom, all);
    }

    /** This shard with its newest attempt, which runs, brought up to date. */
    public ShardRun withLast(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, attempt);
        return new ShardRun(slice, status, retryAt, checkpoint, budgetFrom, all);
    }

    /** This shard with its newest attempt ended. */
    public ShardRun settled(
            Attempt ended, ShardStatus next, @Nullable Instant nextRetryAt, @Nullable String newCheckpoint) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.set(all.size() - 1, ended);
        return new ShardRun(
                slice, next, nextRetryAt, newCheckpoint == null ? checkpoint : newCheckpoint, budgetFrom, all);
    }

    /** This shard, which waits for an attempt, ended without one. */
    public ShardRun cancelled() {
        return new ShardRun(slice, ShardStatus.CANCELLED, null, checkpoint, budgetFrom, attempts);
    }

    /** This shard, which has never been tried and will not be. */
    public ShardRun skipped() {
        return new ShardRun(slice, ShardStatus.SKIPPED, null, checkpoint, budgetFrom, attempts);
    }

    /** This shard, ready to be tried again with a full budget of attempts. */
    public ShardRun reopened() {
        return new ShardRun(slice, ShardStatus.PENDING, null, checkpoint, attempts.size() + 1, attempts);
    }
}
