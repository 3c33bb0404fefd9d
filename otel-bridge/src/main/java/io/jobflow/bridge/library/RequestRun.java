package io.jobflow.bridge.library;

import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.HeaderSource;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The attempt of one request that passes through a filter. A handler that knows better than its HTTP status how the
 * attempt ended says so through {@link AttemptScope#from} and {@link AttemptScope#end}: the first word counts.
 */
final class RequestRun {

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final AttemptScope scope;

    private RequestRun(AttemptScope scope) {
        this.scope = scope;
    }

    /** Null if this is no job request, or one that an outer filter (or the agent) has already begun. */
    static @Nullable RequestRun begin(AttemptTelemetry telemetry, HeaderSource headers, MdcAccess mdc) {
        JobInvocation invocation = telemetry.read(headers);
        Context ambient = Context.current();
        AttemptScope around = AttemptScope.from(ambient);
        boolean begun = around != null && !around.hasEnded();
        return invocation == null || begun ? null : new RequestRun(telemetry.start(invocation, ambient, mdc));
    }

    /** The handler failed; null if the container does not say with what. */
    void threw(@Nullable Throwable thrown) {
        scope.end(JobResult.FAILURE, null, thrown);
    }

    void timedOut() {
        scope.end(JobResult.TIMEOUT, "the asynchronous request timed out", null);
    }

    /**
     * The request is answered.
     *
     * @param status below 100 if no answer was sent yet: then, and after a 202, the work goes on elsewhere and whoever
     *     does it ends the attempt
     */
    void answered(int status) {
        if (status >= OK && status != ACCEPTED) {
            boolean refused = status == CONFLICT || status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
            if (status < MULTIPLE_CHOICES) {
                scope.end(JobResult.SUCCESS, null, null);
            } else {
                scope.end(refused ? JobResult.REJECTED : JobResult.FAILURE, "HTTP status " + status, null);
            }
        }
        scope.leave();
    }

    /** The handler has returned while the request goes on asynchronously. */
    void leave() {
        scope.leave();
    }
}
