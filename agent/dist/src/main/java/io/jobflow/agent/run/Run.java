package io.jobflow.agent.run;

import io.jobflow.agent.outgoing.CallCount;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.JobInvocation;
import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: the attempt, and what is known of its answer so far. It is over once no thread is in it and its answer is
 * complete; the methods that learn something answer whether that is so now, and the caller then ends it. Safe for use by
 * any thread.
 */
final class Run extends RunLinks {

    static final int NO_STATUS = -1;
    private static final long UNKNOWN_LENGTH = 0;
    private static final long NO_BODY = -1;

    private final AttemptScope scope;
    private final CallCount calls = new CallCount();
    private final long begunNanos = System.nanoTime();
    /** Guarded by the open runs. */
    private final List<Object> parts = new ArrayList<>(2);

    // guarded by this
    private final AnswerBody body = new AnswerBody();
    private int threads;
    private boolean complete;
    private boolean awaitsCompletion;
    private boolean brokenOff;
    private boolean open = true;
    private int status = NO_STATUS;
    private long announcedLength = UNKNOWN_LENGTH;
    private @Nullable Throwable thrown;
    private volatile String site = "";
    private volatile @Nullable Attributes logAttributes;

    Run(AttemptScope scope) {
        this.scope = scope;
    }

    AttemptScope scope() {
        return scope;
    }

    /** The site it began at; empty if nobody has said. */
    String site() {
        return site;
    }

    /** Said once, by who began it. */
    void site(String name) {
        if (site.isEmpty()) {
            site = name;
        }
    }

    /** Nanoseconds of the monotonic clock. */
    long begunNanos() {
        return begunNanos;
    }

    /** What it is found by while it is open; only for {@link OpenRuns}. */
    List<Object> parts() {
        return parts;
    }

    /** What its exported log lines say of the job. */
    Attributes logAttributes() {
        Attributes ready = logAttributes;
        if (ready == null) {
            ready = scope.logAttributes();
            logAttributes = ready;
        }
        return ready;
    }

    CallCount calls() {
        return calls;
    }

    /** Whether the request is of the same attempt: an inner call that carries the headers on. */
    boolean isOf(JobInvocation other) {
        JobInvocation own = scope.invocation();
        return own.executionId().equals(other.executionId())
                && own.attempt() == other.attempt()
                && own.shardIndex() == other.shardIndex();
    }

    /** Whether a handler of the settings is all there is of it: no request, no answer. */
    boolean isLocal() {
        return scope.invocation().isLocal();
    }

    synchronized boolean isOpen() {
        return open;
    }

    synchronized void threadEnters() {
        threads++;
    }

    /** @param pending whether the answer's completion will be told apart from this */
    synchronized boolean threadLeaves(@Nullable Throwable failure, int statusNow, boolean pending) {
        threads--;
        if (failure != null) {
            thrown = failure;
        }
        if (statusNow != NO_STATUS) {
            status = statusNow;
        }
        if (!awaitsCompletion && (failure != null || !pending)) {
            complete = true;
        }
        return isOver();
    }

    synchronized boolean answered(int sentStatus, long length) {
        status = sentStatus;
        announcedLength = length;
        complete |= length == NO_BODY;
        return isOver();
    }

    synchronized boolean wrote(Object data, int offset, int length) {
        body.add(data, offset, length);
        complete |= announcedLength > 0 && body.length() >= announcedLength;
        return isOver();
    }

    synchronized boolean completed() {
        complete = true;
        return isOver();
    }

    /** Nobody can be answered any more. */
    synchronized boolean brokenOff() {
        brokenOff |= !complete;
        complete = true;
        return isOver();
    }

    /** From now on only {@link #completed} completes the answer. False if that was said before. */
    synchronized boolean awaitCompletion() {
        boolean first = !awaitsCompletion;
        awaitsCompletion = true;
        return first;
    }

    synchronized void failedWith(@Nullable Throwable failure) {
        if (failure != null) {
            thrown = failure;
        }
    }

    synchronized void hasStatus(int statusNow) {
        status = statusNow;
    }

    private boolean isOver() {
        return open && complete && threads == 0;
    }

    /** Left by its thread, and nobody but woven code would tell of its answer. */
    synchronized boolean isLost() {
        return open && threads == 0 && !awaitsCompletion;
    }

    /** Left by its thread, but without an answer. */
    synchronized boolean isWaiting() {
        return open && threads == 0;
    }

    /** Closes the run; null if somebody else did so already. */
    synchronized @Nullable RunOutcome close() {
        if (!open) {
            return null;
        }
        open = false;
        if (!complete) {
            return RunOutcome.noAnswer();
        }
        if (brokenOff && thrown == null) {
            return RunOutcome.brokenOff();
        }
        return isLocal() ? RunOutcome.ofHandler(thrown) : RunOutcome.of(thrown, status, body);
    }
}
