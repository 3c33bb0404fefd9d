package io.jobflow.scheduler.engine;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Commands whose reply is awaited, bounded in number. Safe for use by many threads. */
final class WaitingCommands {

    private static final int MAX_WAITING = 10_000;

    private final Map<Long, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    CompletableFuture<Reply> submit(Command command, Consumer<Event> events) {
        if (waiting.size() >= MAX_WAITING) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException(MAX_WAITING + " commands are waiting already; try again later"));
        }
        long id = lastId.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.put(id, reply);
        events.accept(new Event.Requested(id, command));
        return reply;
    }

    void complete(long requestId, Reply reply) {
        CompletableFuture<Reply> future = waiting.remove(requestId);
        if (future != null) {
            future.complete(reply);
        }
    }

    void failAll(RuntimeException cause) {
        waiting.forEach((id, future) -> future.completeExceptionally(cause));
        waiting.clear();
    }
}
