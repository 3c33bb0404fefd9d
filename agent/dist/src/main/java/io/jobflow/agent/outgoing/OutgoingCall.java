package io.jobflow.agent.outgoing;

import io.jobflow.bridge.outgoing.HttpCallSpan;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One HTTP request under way. Safe for use by any thread. */
final class OutgoingCall {

    private final HttpCallSpan span;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean sent = new AtomicBoolean();

    OutgoingCall(HttpCallSpan span) {
        this.span = span;
    }

    void enter(Caller here) {
        here.calling(this);
    }

    /** Does nothing if it is not this call that is under way there. */
    void leave(@Nullable Caller here) {
        if (here != null && here.calling() == this) {
            here.calling(null);
        }
    }

    boolean hasEnded() {
        return ended.get();
    }

    /** Null if they were taken before. */
    String @Nullable [] takeHeaders() {
        return sent.compareAndSet(false, true) ? span.headers().toArray(new String[0]) : null;
    }

    /** The first call counts. */
    void end(int status, @Nullable Throwable thrown) {
        if (ended.compareAndSet(false, true)) {
            span.end(status, status > 0 ? null : thrown);
        }
    }
}
