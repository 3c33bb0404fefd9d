package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.store.memory.Tables.FailureOf;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Leaves dead letters in {@link Tables} and marks them. Guarded by the store. */
final class DeadLetters {

    private final Tables tables;

    DeadLetters(Tables tables) {
        this.tables = tables;
    }

    /** Leaves a letter, unless this very failure has left one before. */
    void leave(Execution stored, Execution given, Reason reason, Instant at) {
        FailureOf failure = new FailureOf(given.id(), attempts(given));
        if (!tables.failures.containsKey(failure)) {
            long id = tables.deadLetters.isEmpty() ? 1 : tables.deadLetters.lastKey() + 1;
            tables.set(tables.failures, failure, id);
            set(DeadLetter.waiting(id, stored, reason, at));
        }
    }

    /** Marks the waiting letters of an execution, but not those of failures that lie after the redrive. */
    void redrive(Execution given, Instant at) {
        FailureOf first = new FailureOf(given.id(), 0);
        FailureOf last = new FailureOf(given.id(), attempts(given));
        for (Long id : tables.failures.subMap(first, true, last, true).values()) {
            DeadLetter letter = tables.deadLetters.get(id);
            if (letter != null && letter.isWaiting()) {
                set(letter.redriven(at));
            }
        }
    }

    /** Puts a letter aside if it waits. */
    void discard(long id, Instant at, @Nullable String note) {
        DeadLetter letter = tables.deadLetters.get(id);
        if (letter != null && letter.isWaiting()) {
            set(letter.discarded(at, note));
        }
    }

    /** Takes away every letter of an execution. */
    void remove(ExecutionId execution) {
        FailureOf first = new FailureOf(execution, 0);
        FailureOf last = new FailureOf(execution, Integer.MAX_VALUE);
        new TreeMap<>(tables.failures.subMap(first, true, last, true)).forEach((failure, id) -> {
            tables.set(tables.deadLetters, id, null);
            tables.set(tables.failures, failure, null);
        });
    }

    private void set(DeadLetter letter) {
        tables.set(tables.deadLetters, letter.id(), letter);
    }

    private static int attempts(Execution execution) {
        int attempts = 0;
        for (ShardRun shard : execution.shards()) {
            attempts += shard.attempts().size();
        }
        return attempts;
    }
}
