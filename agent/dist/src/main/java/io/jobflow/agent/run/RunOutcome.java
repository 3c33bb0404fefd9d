package io.jobflow.agent.run;

import io.jobflow.bridge.JobResult;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended, seen from the executor: what was thrown, else the answer as the executor protocol reads it
 * (docs/protocol.md). Immutable.
 */
final class RunOutcome {

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final JobResult result;
    private final @Nullable String message;
    private final @Nullable Throwable thrown;

    private RunOutcome(JobResult result, @Nullable String message, @Nullable Throwable thrown) {
        this.result = result;
        this.message = message;
        this.thrown = thrown;
    }

    /** @param status -1 if the handler returned without any */
    static RunOutcome of(@Nullable Throwable thrown, int status, AnswerBody body) {
        if (thrown != null) {
            return new RunOutcome(JobResult.FAILURE, null, thrown);
        }
        if (status == OK) {
            return ofBody(AnswerFields.read(body.bytes(), body.kept()));
        }
        if (status > OK && status < 300) {
            return new RunOutcome(JobResult.SUCCESS, null, null);
        }
        boolean refused = status == CONFLICT || status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
        return new RunOutcome(
                refused ? JobResult.REJECTED : JobResult.FAILURE,
                status < 0 ? "the handler sent no answer" : "HTTP status " + status,
                null);
    }

    /** How a handler ended that nobody sent a request to. */
    static RunOutcome ofHandler(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new RunOutcome(JobResult.SUCCESS, null, null);
        }
        return thrown instanceof CancellationException
                ? new RunOutcome(JobResult.CANCELLED, null, null)
                : new RunOutcome(JobResult.FAILURE, null, thrown);
    }

    private static RunOutcome ofBody(AnswerFields answer) {
        String status = answer.status();
        if ("FAILED".equals(status)) {
            return new RunOutcome(JobResult.FAILURE, answer.message(), null);
        }
        return new RunOutcome("SKIPPED".equals(status) ? JobResult.SKIPPED : JobResult.SUCCESS, null, null);
    }

    /** The connection was closed before the answer was complete. */
    static RunOutcome brokenOff() {
        return new RunOutcome(JobResult.FAILURE, "the connection was closed before the answer was complete", null);
    }

    /** The deadline passed before the answer was complete. */
    static RunOutcome noAnswer() {
        return new RunOutcome(JobResult.TIMEOUT, "no complete answer by the deadline", null);
    }

    JobResult result() {
        return result;
    }

    /** What the handler said, or what the answer's status was; null if there is nothing to say. */
    @Nullable String message() {
        return message;
    }

    @Nullable Throwable thrown() {
        return thrown;
    }
}
