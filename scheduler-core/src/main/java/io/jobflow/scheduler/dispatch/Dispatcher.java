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

    /**
     * Asks the instance that was sent an attempt how that stands, without waiting for the answer. It may be asked as often
     * as one likes. A dispatcher that cannot ask hears nothing.
     *
     * @param request as the attempt was sent, with a target that has a status path
     * @param onAnswer called exactly once, on a thread of the dispatcher or the caller's; must not block
     */
    default void ask(DispatchRequest request, Consumer<StatusAnswer> onAnswer) {
        onAnswer.accept(new StatusAnswer.Silent());
    }

    /** Gives up on calls under way and lets go of connections and threads. */
    @Override
    void close();
}
