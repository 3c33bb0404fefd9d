package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.store.StoreWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the engine has asked for and the store has not been given yet, in order, and the replies that may not be heard
 * before it is durable. Confined to the firing loop's thread.
 */
final class Outbox {

    /** A reply, and the write that was asked for last before it; it may speak of that one or of any earlier. */
    private record Held(long afterWrite, Effect.Answered reply) {}

    private final Deque<Effect.Write> writes = new ArrayDeque<>();
    private final Deque<Held> replies = new ArrayDeque<>();
    private final Consumer<Effect.Answered> deliver;
    private long lastAsked;
    private long durable;
    private int urgent;

    Outbox(Consumer<Effect.Answered> deliver) {
        this.deliver = deliver;
    }

    void add(Effect.Write write) {
        writes.addLast(write);
        lastAsked = write.writeId();
        urgent += isUrgent(write) ? 1 : 0;
    }

    /** What only tells how an attempt went: no request and nobody's reply waits for it. */
    private static boolean isUrgent(Effect.Write write) {
        return !(write.write() instanceof StoreWrite.SettleAttempt || write.write() instanceof StoreWrite.RenewAttempt);
    }

    /** Whether a request or a reply waits for one of the writes. */
    boolean isUrgent() {
        return urgent > 0 || !replies.isEmpty();
    }

    /** Delivers a reply as soon as everything asked for so far is durable: now, if it is. */
    void add(Effect.Answered reply) {
        if (lastAsked == durable) {
            deliver.accept(reply);
        } else {
            replies.addLast(new Held(lastAsked, reply));
        }
    }

    int size() {
        return writes.size();
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    /** Takes out the oldest writes. */
    List<Effect.Write> take(int max) {
        List<Effect.Write> batch = new ArrayList<>(Math.min(max, writes.size()));
        while (batch.size() < max && !writes.isEmpty()) {
            Effect.Write write = writes.removeFirst();
            urgent -= isUrgent(write) ? 1 : 0;
            batch.add(write);
        }
        return batch;
    }

    /** Hears that every write up to one is durable, and delivers the replies that waited for it. */
    void durableUpTo(long writeId) {
        durable = writeId;
        while (!replies.isEmpty() && replies.getFirst().afterWrite() <= durable) {
            deliver.accept(replies.removeFirst().reply());
        }
    }
}
