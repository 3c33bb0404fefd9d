package io.jobflow.scheduler.execution;

import io.jobflow.bridge.JobResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how an attempt ended.
 *
 * @param httpStatus null when no HTTP answer came
 * @param message at most {@link #MAX_MESSAGE} characters; null when there is none
 * @param checkpoint what the handler wants handed to its next attempt; null when it named none
 * @param retryable whether another attempt could end otherwise; without meaning for a success
 * @param retryAfter the wait an executor asked for; null when it asked for none
 * @param error {@link io.jobflow.scheduler.job.RetryRule#CONNECTION} where the connection is to blame, or the exception
 *     class that the executor or an in-process handler reported; null when nothing is known
 */
public record Outcome(
        JobResult result,
        @Nullable Integer httpStatus,
        @Nullable String message,
        @Nullable String checkpoint,
        boolean retryable,
        @Nullable Duration retryAfter,
        @Nullable String error) {

    /** Longer messages are cut. */
    public static final int MAX_MESSAGE = 2_000;

    /** Longer checkpoints are refused. */
    public static final int MAX_CHECKPOINT = 4_000;

    public Outcome {
        if (message != null && message.length() > MAX_MESSAGE) {
            message = message.substring(0, MAX_MESSAGE - 1) + "…";
        }
    }

    /** An outcome of which no error class is known. */
    public Outcome(
            JobResult result,
            @Nullable Integer httpStatus,
            @Nullable String message,
            @Nullable String checkpoint,
            boolean retryable,
            @Nullable Duration retryAfter) {
        this(result, httpStatus, message, checkpoint, retryable, retryAfter, null);
    }

    /** The handler did its work. */
    public static Outcome success(int httpStatus) {
        return new Outcome(JobResult.SUCCESS, httpStatus, null, null, false, null);
    }

    /** An end without an HTTP answer that another attempt may better. */
    public static Outcome retryable(JobResult result, String message) {
        return new Outcome(result, null, message, null, true, null);
    }

    /** This outcome with what failed. */
    public Outcome withError(@Nullable String what) {
        return new Outcome(result, httpStatus, message, checkpoint, retryable, retryAfter, what);
    }
}
