package io.jobflow.bridge.attempt;

import io.jobflow.bridge.Trouble;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's presence on one thread: its context is current and its entries are in the MDC, until {@link #leave}.
 * Confined to the thread that made it; nothing here throws.
 */
public final class ThreadEntry {

    private final Trouble trouble;
    private final Thread thread = Thread.currentThread();
    private final Context before = Context.current();
    private final MdcEntries entries;
    private final MdcAccess mdc;
    private @Nullable Scope scope;
    /** What the MDC held before; null while it is untouched. */
    private @Nullable String @Nullable [] previous;

    private boolean left;

    ThreadEntry(Trouble trouble, Context context, MdcEntries entries, MdcAccess mdc) {
        this.trouble = trouble;
        this.entries = entries;
        this.mdc = mdc;
        enterContext(context);
        enterMdc();
    }

    @SuppressWarnings("MustBeClosedChecker") // leave() closes it
    private void enterContext(Context context) {
        try {
            scope = context.makeCurrent();
        } catch (Throwable failed) {
            trouble.report("context not made current", failed);
        }
    }

    private void enterMdc() {
        if (mdc == MdcAccess.NONE) {
            return;
        }
        try {
            @Nullable String[] found = entries.snapshot(mdc);
            previous = found;
            entries.put(mdc, found);
        } catch (Throwable failed) {
            trouble.report("MDC not filled", failed);
        }
    }

    /**
     * Gives the thread back the context and the MDC values it had before. Calls after the first do nothing; a call on
     * another thread is reported as trouble and does nothing.
     *
     * @return whether the thread has been left, now or before
     */
    public boolean leave() {
        if (!isHere()) {
            trouble.report("left on another thread than entered", null);
            return false;
        }
        if (!left) {
            left = true;
            leaveMdc();
            leaveContext();
        }
        return true;
    }

    boolean isHere() {
        return Thread.currentThread() == thread;
    }

    private void leaveMdc() {
        try {
            if (previous != null) {
                entries.restore(mdc, previous);
            }
        } catch (Throwable failed) {
            trouble.report("MDC not restored", failed);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // see below: the last scope is left open on purpose
    private void leaveContext() {
        try {
            if (scope != null) {
                scope.close();
            }
            if (!Context.current().equals(before)) {
                // The handler left a scope of its own open, and then OpenTelemetry ignores the closing of ours. Making
                // the former context current, without ever closing that, puts the thread right all the same.
                trouble.report("handler left a scope open", null);
                before.makeCurrent();
            }
        } catch (Throwable failed) {
            trouble.report("context not restored", failed);
        }
    }
}
