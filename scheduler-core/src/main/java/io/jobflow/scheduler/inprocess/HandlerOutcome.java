package io.jobflow.scheduler.inprocess;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.execution.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the end of a handler means for its attempt. */
final class HandlerOutcome {

    private HandlerOutcome() {}

    /** It has returned. */
    static Outcome returned(HandlerRequest request) {
        return outcome(request.isSkipped() ? JobResult.SKIPPED : JobResult.SUCCESS, request.message(), request, false);
    }

    /** It has thrown. The class comes first in the message, so that a reader need not guess what a bare word means. */
    static Outcome threw(HandlerRequest request, Throwable thrown) {
        Throwable cause =
                thrown instanceof RecoveredException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String said = cause.getMessage();
        String message = cause instanceof HandlerFailedException
                ? said
                : cause.getClass().getName() + (said == null ? "" : ": " + said);
        return outcome(JobResult.FAILURE, message, request, !(cause instanceof HandlerFailedException))
                .withError(cause.getClass().getName());
    }

    /** It was still running at its deadline. */
    static Outcome timedOut(Duration timeout) {
        return Outcome.retryable(
                JobResult.TIMEOUT,
                "the handler had not ended within " + DurationText.format(timeout) + " and was interrupted");
    }

    /** It was still running when the scheduler stopped. */
    static Outcome stopped() {
        return Outcome.retryable(
                JobResult.FAILURE, "the scheduler stopped before the handler had ended; it was interrupted");
    }

    /** No handler of that name is registered here. */
    static Outcome unknown(String name, Handlers handlers) {
        return Outcome.retryable(
                JobResult.REJECTED,
                "no handler \"" + name + "\" is registered in this JVM (registered: " + handlers.listed()
                        + "); register it with JobFlowScheduler.builder().handler(\"" + name + "\", …)");
    }

    /** The scheduler stops. */
    static Outcome notCalled() {
        return Outcome.retryable(JobResult.REJECTED, "the handler was not called: the scheduler is stopping");
    }

    /** Every place is taken. */
    static Outcome busy(int places) {
        return Outcome.retryable(
                JobResult.REJECTED,
                "all " + places
                        + " places for handlers are taken, some by handlers that go on after their deadline; let"
                        + " handlers end when their thread is interrupted");
    }

    private static Outcome outcome(
            JobResult result, @Nullable String message, HandlerRequest request, boolean retryable) {
        String checkpoint = request.newCheckpoint();
        String words = message;
        if (checkpoint != null && checkpoint.length() > Outcome.MAX_CHECKPOINT) {
            String lost = "the checkpoint of " + checkpoint.length() + " characters was not kept (at most "
                    + Outcome.MAX_CHECKPOINT + ")";
            words = words == null ? lost : words + "; " + lost;
            checkpoint = null;
        }
        return new Outcome(result, null, words, checkpoint, retryable, null);
    }
}
