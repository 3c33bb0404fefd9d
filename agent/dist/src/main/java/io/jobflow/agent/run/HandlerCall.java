package io.jobflow.agent.run;

import org.jspecify.annotations.Nullable;

/**
 * One call of a handler that the settings name, from its beginning to the end of its result. What woven code keeps in
 * between. Safe for use by any thread but for {@link #leave}.
 */
interface HandlerCall {

    /** Leaves the thread that the call began on; to be called there, once. */
    void leave();

    /** Makes the handler present on this thread too, for what its result does later; run the answer to leave. */
    Runnable enter();

    /** The handler is over. Calls after the first do nothing. */
    void end(@Nullable Throwable failure);
}
