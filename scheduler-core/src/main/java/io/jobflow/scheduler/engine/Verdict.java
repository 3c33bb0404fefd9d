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
import io.jobflow.scheduler.job.RetryRule;
import java.time.Duration;
import java.util.List;
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
     * What else counts, beside the job and the outcome.
     *
     * @param mayRetry false when the job has been deleted
     * @param blockedFor how long the attempt that stood in the way may still run; null when none is known to
     * @param random places the wait within the jitter, 0 (inclusive) to 1 (exclusive)
     */
    record Circumstances(boolean mayRetry, @Nullable Duration blockedFor, double random) {}

    /**
     * Judges.
     *
     * @param shard the shard with its newest attempt ended
     */
    static Verdict of(
            JobDefinition job, ShardRun shard, Outcome outcome, EngineSettings settings, Circumstances circumstances) {
        return switch (outcome.result()) {
            case SUCCESS -> new Verdict(ShardStatus.SUCCESS, null, null);
            case SKIPPED -> new Verdict(ShardStatus.SKIPPED, null, null);
            case CANCELLED ->
                new Verdict(ShardStatus.CANCELLED, null, new Reason(Reason.CANCELLED, "Cancelled by request."));
            case REJECTED -> afterRejection(job, shard, outcome, settings, circumstances);
            case FAILURE, TIMEOUT, LOST -> afterFailure(job, shard, outcome, circumstances);
        };
    }

    private static Verdict afterRejection(
            JobDefinition job, ShardRun shard, Outcome outcome, EngineSettings settings, Circumstances circumstances) {
        RetryRule veto = veto(job, outcome);
        if (veto != null) {
            return vetoed(ShardStatus.FAILURE, veto, outcome);
        }
        int rejections = shard.rejectedInARow();
        if (rejections >= settings.maxRejections() || !circumstances.mayRetry()) {
            return failed(
                    ShardStatus.FAILURE,
                    Reason.REJECTED,
                    "Rejected " + rejections + " times in a row; the last time: " + said(outcome));
        }
        String what = "Rejected " + rejections + " of " + settings.maxRejections() + " times";
        Duration floor = shorter(settings.rejectionDelay(), job.retry().maxDelay());
        if (circumstances.blockedFor() != null) {
            return blocked(job, shard, outcome, longer(circumstances.blockedFor(), floor), what);
        }
        Duration wait = longer(job.retry().delayAfter(rejections, circumstances.random()), floor);
        return again(job, shard, ShardStatus.FAILURE, outcome, wait, what);
    }

    private static Verdict blocked(JobDefinition job, ShardRun shard, Outcome outcome, Duration wait, String what) {
        Verdict late = outOfTime(job, shard, ShardStatus.FAILURE, outcome, wait);
        return late != null
                ? late
                : new Verdict(
                        ShardStatus.PENDING,
                        wait,
                        new Reason(
                                Reason.WAITING_FOR_ATTEMPT,
                                what + " (" + said(outcome) + "); an attempt with the same lock key may still be"
                                        + " running, so the next one follows its outcome, or in "
                                        + DurationText.format(wait) + " its deadline."));
    }

    private static Verdict afterFailure(
            JobDefinition job, ShardRun shard, Outcome outcome, Circumstances circumstances) {
        ShardStatus status = ShardStatus.valueOf(outcome.result().name());
        RetryPolicy retry = job.retry();
        if (outcome.result() == JobResult.LOST && job.onLost() == LostPolicy.GIVE_UP) {
            return failed(status, Reason.LOST, "The outcome is unknown and onLost is give-up: " + said(outcome));
        }
        RetryRule veto = veto(job, outcome);
        if (veto != null) {
            return vetoed(status, veto, outcome);
        }
        RetryRule named = named(retry.retryOn(), outcome);
        boolean restricted = !retry.retryOn().isEmpty() && outcome.result() != JobResult.LOST;
        if (restricted && named == null) {
            return failed(status, Reason.RETRY_RULE, "Not tried again, retryOn does not name it: " + said(outcome));
        }
        if ((named == null && !outcome.retryable()) || !circumstances.mayRetry()) {
            return failed(status, Reason.NOT_RETRYABLE, "Not tried again: " + said(outcome));
        }
        int failures = shard.countedAttempts();
        if (failures >= retry.maxAttempts()) {
            return failed(
                    status,
                    Reason.ATTEMPTS_EXHAUSTED,
                    "All " + retry.maxAttempts() + " attempts failed; the last one: " + said(outcome));
        }
        Duration wait = retry.delayAfter(failures, circumstances.random());
        String by = named == null ? "" : " and retryOn names \"" + named.text() + "\"";
        String what = "Attempt " + failures + " of " + retry.maxAttempts() + " failed" + by;
        return again(job, shard, status, outcome, wait, what);
    }

    private static @Nullable RetryRule veto(JobDefinition job, Outcome outcome) {
        return named(job.retry().noRetryOn(), outcome);
    }

    private static @Nullable RetryRule named(List<RetryRule> rules, Outcome outcome) {
        return RetryPolicy.firstOf(rules, outcome.httpStatus(), outcome.result().value(), outcome.error())
                .orElse(null);
    }

    private static Verdict vetoed(ShardStatus status, RetryRule rule, Outcome outcome) {
        return failed(
                status,
                Reason.RETRY_RULE,
                "Not tried again, noRetryOn names \"" + rule.text() + "\": " + said(outcome));
    }

    private static Verdict again(
            JobDefinition job, ShardRun shard, ShardStatus otherwise, Outcome outcome, Duration wait, String what) {
        Duration asked = outcome.retryAfter();
        Duration cap = job.retry().maxDelay();
        Duration honoured = asked == null ? wait : longer(wait, shorter(asked, cap));
        Verdict late = outOfTime(job, shard, otherwise, outcome, honoured);
        return late != null
                ? late
                : new Verdict(
                        ShardStatus.PENDING,
                        honoured,
                        new Reason(
                                Reason.WAITING_FOR_RETRY,
                                what + " (" + said(outcome) + "); the next attempt follows in "
                                        + DurationText.format(honoured) + "."));
    }

    /** The end of a shard whose next attempt would start too late; null when it may. */
    private static @Nullable Verdict outOfTime(
            JobDefinition job, ShardRun shard, ShardStatus otherwise, Outcome outcome, Duration wait) {
        Duration bound = job.retry().giveUpAfter();
        Duration spent = shard.sinceFirstAttempt();
        return bound == null || spent == null || spent.plus(wait).compareTo(bound) <= 0
                ? null
                : failed(
                        otherwise,
                        Reason.OUT_OF_TIME,
                        "The next attempt would start more than " + DurationText.format(bound)
                                + " (giveUpAfter) after the first one; the last one: " + said(outcome));
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
