package io.jobflow.scheduler.engine;

import java.util.concurrent.CompletableFuture;

/** The door through which commands reach the engine. Safe for use by many threads. */
public interface CommandGate {

    /**
     * Hands over a command.
     *
     * @return completes when the reply is durable; fails with {@link java.util.concurrent.RejectedExecutionException} when
     *     the engine is stopping or too many commands wait already
     */
    CompletableFuture<Reply> submit(Command command);
}
