package io.jobflow.scheduler.engine;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.LostPolicy;
import io.jobflow.scheduler.job.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an attempt's end: the shard is final, or it is tried again.
 *
 * @param status the shard's status from now on
 * @param retryIn wait before the next attempt; null exactly when {@code status} is final
 * @param reason null when the shard ended well
 */
record Verdict(
        ShardStatus status,
        @Nullable Duration retryIn,
        @Nullable Reason reason) {

    /**
     * Judges.
     *
     * @param shard the shard with its newest attempt ended
     * @param mayRetry false when the job has been deleted
     * @param random places the wait within the jitter, 0 (inclusive) to 1 (exclusive)
     */
    static Verdict of(
            JobDefinition job,
            ShardRun shard,
            Outcome outcome,
            EngineSettings settings,
            boolean mayRetry,
            double random) {
        return switch (outcome.result()) {
            case SUCCESS -> new Verdict(ShardStatus.SUCCESS, null, null);
            case SKIPPED -> new Verdict(ShardStatus.SKIPPED, null, null);
            case CANCELLED ->
                new Verdict(ShardStatus.CANCELLED, null, new Reason(Reason.CANCELLED, "Cancelled by request."));
            case REJECTED -> afterRejection(job, shard, outcome, settings, mayRetry, random);
            case FAILURE, TIMEOUT, LOST -> afterFailure(job, shard, outcome, mayRetry, random);
        };
    }

    private static Verdict afterRejection(
            JobDefinition job,
            ShardRun shard,
            Outcome outcome,
            EngineSettings settings,
            boolean mayRetry,
            double random) {
        int rejections = shard.rejectedInARow();
        if (rejections >= settings.maxRejections() || !mayRetry) {
            return failed(
                    ShardStatus.FAILURE,
                    Reason.REJECTED,
                    "Rejected " + rejections + " times in a row; the last time: " + said(outcome));
        }
        Duration floor = shorter(settings.rejectionDelay(), job.retry().maxDelay());
        Duration wait = longer(job.retry().delayAfter(rejections, random), floor);
        return again(job, outcome, wait, "Rejected " + rejections + " of " + settings.maxRejections() + " times");
    }

    private static Verdict afterFailure(
            JobDefinition job, ShardRun shard, Outcome outcome, boolean mayRetry, double random) {
        ShardStatus status = ShardStatus.valueOf(outcome.result().name());
        RetryPolicy retry = job.retry();
        int failures = shard.countedAttempts();
        if (outcome.result() == JobResult.LOST && job.onLost() == LostPolicy.GIVE_UP) {
            return failed(status, Reason.LOST, "The outcome is unknown and onLost is give-up: " + said(outcome));
        }
        if (!outcome.retryable() || !mayRetry) {
            return failed(status, Reason.NOT_RETRYABLE, "Not tried again: " + said(outcome));
        }
        if (failures >= retry.maxAttempts()) {
            return failed(
                    status,
                    Reason.ATTEMPTS_EXHAUSTED,
                    "All " + retry.maxAttempts() + " attempts failed; the last one: " + said(outcome));
        }
        Duration wait = retry.delayAfter(failures, random);
        return again(job, outcome, wait, "Attempt " + failures + " of " + retry.maxAttempts() + " failed");
    }

    private static Verdict again(JobDefinition job, Outcome outcome, Duration wait, String what) {
        Duration asked = outcome.retryAfter();
        Duration cap = job.retry().maxDelay();
        Duration honoured = asked == null ? wait : longer(wait, shorter(asked, cap));
        return new Verdict(
                ShardStatus.PENDING,
                honoured,
                new Reason(
                        Reason.WAITING_FOR_RETRY,
                        what + " (" + said(outcome) + "); the next attempt follows in " + DurationText.format(honoured)
                                + "."));
    }

    private static Verdict failed(ShardStatus status, String code, String sentence) {
        return new Verdict(status, null, new Reason(code, sentence));
    }

    private static String said(Outcome outcome) {
        String message = outcome.message();
        return message == null ? outcome.result().value() : message;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
