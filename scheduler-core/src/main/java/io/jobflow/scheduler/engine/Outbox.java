package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.store.StoreWrite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the engine has asked for and the store has not been given yet, in order, and the replies that may not be heard
 * before it is durable. What one step has asked for stays together, because half of it may contradict itself: a planned
 * fire that is taken back without the edit that took it. Confined to the firing loop's thread.
 */
public final class Outbox {

    /**
     * How much is gathered.
     *
     * @param batch with so many writes a transaction takes in no further step, so that what waits for the first of them
     *     does not wait long; one step that plans thousands of fires is one transaction all the same
     * @param waiting with so many writes waiting nothing new is heard until the store has caught up
     */
    public record Limits(int batch, int waiting) {

        static final Limits USUAL = new Limits(500, 2_000);
    }

    /** A reply, and the write that was asked for last before it; it may speak of that one or of any earlier. */
    private record Held(long afterWrite, Effect.Answered reply) {}

    private final Deque<Effect.Write> writes = new ArrayDeque<>();
    /** The last write of each step. */
    private final Deque<Long> steps = new ArrayDeque<>();

    private final Deque<Held> replies = new ArrayDeque<>();
    private final Limits limits;
    private final Consumer<Effect.Answered> deliver;
    private long lastAsked;
    private long durable;
    private int urgent;

    /**
     * Creates an empty one.
     *
     * @param deliver is handed each reply once it may be heard
     */
    public Outbox(Limits limits, Consumer<Effect.Answered> deliver) {
        this.limits = limits;
        this.deliver = deliver;
    }

    /** Takes in a write; ids only grow. */
    public void add(Effect.Write write) {
        writes.addLast(write);
        lastAsked = write.writeId();
        urgent += isUrgent(write) ? 1 : 0;
    }

    /** Says that a step has asked for all it wants. */
    public void endStep() {
        Effect.Write last = writes.peekLast();
        if (last != null && !Long.valueOf(last.writeId()).equals(steps.peekLast())) {
            steps.addLast(last.writeId());
        }
    }

    /** What only tells how an attempt went: no request and nobody's reply waits for it. */
    private static boolean isUrgent(Effect.Write write) {
        return !(write.write() instanceof StoreWrite.SettleAttempt || write.write() instanceof StoreWrite.RenewAttempt);
    }

    /** Delivers a reply as soon as everything asked for so far is durable: now, if it is. */
    public void add(Effect.Answered reply) {
        if (lastAsked == durable) {
            deliver.accept(reply);
        } else {
            replies.addLast(new Held(lastAsked, reply));
        }
    }

    public boolean isEmpty() {
        return writes.isEmpty();
    }

    /** Whether so much waits that nothing new should be heard until the store has caught up. */
    public boolean isFull() {
        return writes.size() >= limits.waiting();
    }

    /**
     * Takes out the writes of the next transaction: those of whole steps, the oldest first.
     *
     * @param mayWait whether what only tells how attempts went may stay a little longer, because answers and requests go
     *     first; it does so only while nothing else is there
     * @return empty when there is nothing to be written yet
     */
    public List<Effect.Write> next(boolean mayWait) {
        boolean isUrgent = urgent > 0 || !replies.isEmpty() || isFull();
        List<Effect.Write> batch = new ArrayList<>(Math.min(limits.batch(), writes.size()));
        while ((isUrgent || !mayWait) && batch.size() < limits.batch() && !steps.isEmpty()) {
            takeStep(steps.removeFirst(), batch);
        }
        return batch;
    }

    private void takeStep(long last, List<Effect.Write> batch) {
        Effect.Write write;
        do {
            write = writes.removeFirst();
            urgent -= isUrgent(write) ? 1 : 0;
            batch.add(write);
        } while (write.writeId() != last);
    }

    /** Hears that every write up to one is durable, and delivers the replies that waited for it. */
    public void durableUpTo(long writeId) {
        durable = writeId;
        while (!replies.isEmpty() && replies.getFirst().afterWrite() <= durable) {
            deliver.accept(replies.removeFirst().reply());
        }
    }
}
