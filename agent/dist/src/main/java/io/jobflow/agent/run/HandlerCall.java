package io.jobflow.agent.run;

import io.jobflow.bridge.Trouble;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler that the settings name, from its beginning to the end of its result. What woven code keeps in
 * between. The application's own threads come here from what the result does later, so nothing here throws. Safe for use
 * by any thread but for {@link #leave}.
 */
abstract class HandlerCall {

    private static final Runnable NOTHING = () -> {};

    private final Trouble trouble;

    HandlerCall(Trouble trouble) {
        this.trouble = trouble;
    }

    /** Leaves the thread that the call began on; to be called there, once. */
    final void leave() {
        guarded("handler not left", this::leaveFirst);
    }

    /** Makes the handler present on this thread too, for what its result does later; run the answer to leave. */
    final Runnable enter() {
        try {
            Runnable leave = enterAgain();
            return () -> guarded("handler not left", leave);
        } catch (Throwable failed) {
            trouble.report("handler not entered", failed);
            return NOTHING;
        }
    }

    /** The handler is over. Calls after the first do nothing. */
    final void end(@Nullable Throwable failure) {
        guarded("handler not ended", () -> finish(failure));
    }

    /** Its result tells by itself when it is over, whether the handler is woven or not. */
    void tellsByItself() {}

    final void report(String what, Throwable cause) {
        trouble.report(what, cause);
    }

    private void guarded(String what, Runnable step) {
        try {
            step.run();
        } catch (Throwable failed) {
            trouble.report(what, failed);
        }
    }

    abstract void leaveFirst();

    abstract Runnable enterAgain();

    abstract void finish(@Nullable Throwable failure);
}
