package io.jobflow.agent.outgoing;

import io.jobflow.bridge.attempt.AttemptScope;
import org.jspecify.annotations.Nullable;

/** A run's presence on one thread, as its outgoing calls see it. Confined to that thread, except where said. */
public interface Caller {

    /** The attempt that the calls belong to. Safe for use by any thread. */
    AttemptScope scope();

    /** The calls of the run so far. Safe for use by any thread. */
    CallCount calls();

    /** The call that is under way on this thread, so that whatever it calls is a part of it; null if none. */
    @Nullable Object calling();

    void calling(@Nullable Object call);
}
