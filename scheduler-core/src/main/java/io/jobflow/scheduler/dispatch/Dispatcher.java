package io.jobflow.scheduler.dispatch;

import java.util.function.Consumer;

/**
 * Sends attempts. Each is sent at most once: no redirect is followed and nothing is sent again. Safe for use by many
 * threads.
 */
public interface Dispatcher extends AutoCloseable {

    /**
     * Sends an attempt without waiting for its answer.
     *
     * @param onAnswer called exactly once, on a thread of the dispatcher or the caller's; must not block
     */
    void send(DispatchRequest request, Consumer<Answer> onAnswer);

    /** Gives up on calls under way and lets go of connections and threads. */
    @Override
    void close();
}
