package io.jobflow.scheduler.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * How far one call has come. Written by the call's thread in {@link SendOnce}, read by its callback, which OkHttp runs
 * on the same thread; {@code ownConnection} is set by OkHttp's connecting threads.
 */
final class Sending {

    private volatile boolean ownConnection;
    private boolean begun;
    private @Nullable AnswerHead head;

    /** Notes that a connection is being made for this call. */
    void connecting() {
        ownConnection = true;
    }

    /** Whether a connection was made for this call, so that it cannot be stale. */
    boolean hasOwnConnection() {
        return ownConnection;
    }

    /** Notes that the first byte may leave. */
    void begin() {
        begun = true;
    }

    /** Whether the executor may have seen any of the request. */
    boolean hasBegun() {
        return begun;
    }

    void answered(AnswerHead answer) {
        head = answer;
    }

    /** The answer's status line and headers; null as long as none came. */
    @Nullable AnswerHead head() {
        return head;
    }
}
