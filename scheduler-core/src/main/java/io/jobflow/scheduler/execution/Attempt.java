package io.jobflow.scheduler.execution;

import io.jobflow.scheduler.job.RetryRule;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try of one shard. Its row is written before the request leaves and is completed once, never overwritten; only one
 * that has not left yet may be brought up to date.
 *
 * @param number from 1 within its shard, without gaps
 * @param instance base URL of the instance, null when none was known
 * @param token the fencing token it holds
 * @param spanId span id of its dispatch span
 * @param startedAt when it left; until it has, when it is to leave
 * @param deadline when the scheduler stops waiting for it at the latest; of one that was written ahead that is a little
 *     more than it was given, because nobody knew yet when it would leave
 * @param finishedAt null while it runs
 * @param httpStatus null when no HTTP answer came
 * @param message what the executor or the connection said, null when nothing
 * @param error see {@link Outcome#error}
 */
public record Attempt(
        int number,
        @Nullable String instance,
        FencingToken token,
        String spanId,
        AttemptStatus status,
        Instant startedAt,
        Instant deadline,
        @Nullable Instant finishedAt,
        @Nullable Integer httpStatus,
        @Nullable String message,
        @Nullable String error) {

    /** A new attempt that is about to be sent. */
    public static Attempt starting(
            int number,
            @Nullable String instance,
            FencingToken token,
            String spanId,
            Instant startedAt,
            Instant deadline) {
        return new Attempt(
                number, instance, token, spanId, AttemptStatus.RUNNING, startedAt, deadline, null, null, null, null);
    }

    /**
     * This attempt, which was written ahead, as it leaves. If the wall clock was set back since it was written, its deadline
     * goes back with it: after a crash it would else be waited for until the clock has caught up.
     */
    public Attempt leaving(Instant at) {
        Instant end = at.isBefore(startedAt) ? at.plus(Duration.between(startedAt, deadline)) : deadline;
        return new Attempt(number, instance, token, spanId, status, at, end, finishedAt, httpStatus, message, error);
    }

    /** This attempt, ended. */
    public Attempt ended(Outcome outcome, Instant at) {
        return new Attempt(
                number,
                instance,
                token,
                spanId,
                AttemptStatus.of(outcome.result()),
                startedAt,
                deadline,
                at,
                outcome.httpStatus(),
                outcome.message(),
                outcome.error());
    }

    /**
     * Whether the executor may still be at work on it: it has not said how it ended, and the time it was given is not
     * over.
     */
    public boolean mayStillRun(Instant now) {
        boolean unheard = switch (status) {
            case RUNNING, TIMEOUT, LOST, CANCELLED -> true;
            case FAILURE -> RetryRule.CONNECTION.equals(error);
            case SUCCESS, SKIPPED, REJECTED -> false;
        };
        return unheard && deadline.isAfter(now);
    }

    public boolean isRunning() {
        return status == AttemptStatus.RUNNING;
    }

    /** Whether it uses up one of the job's {@code maxAttempts}; a rejected attempt does not. */
    public boolean isCounted() {
        return status != AttemptStatus.REJECTED;
    }
}
