package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fires that were planned ahead, are durable and wait for their time by the wall clock; bounded in number. Of one instant
 * the greatest priority comes first. Confined to the engine's thread.
 */
final class PlannedFires {

    /** More are planned at their fire time. */
    static final int MAX_PLANNED = 20_000;

    private record Entry(Instant at, int priority, ExecutionId execution) {}

    private static final Comparator<Entry> ORDER = Comparator.comparing(Entry::at)
            .thenComparing(Comparator.comparingInt(Entry::priority).reversed())
            .thenComparing(Entry::execution);

    private final TreeSet<Entry> waiting = new TreeSet<>(ORDER);

    void add(LiveExecution execution) {
        Entry entry = entry(execution);
        if (entry != null) {
            waiting.add(entry);
        }
    }

    void remove(LiveExecution execution) {
        Entry entry = entry(execution);
        if (entry != null) {
            waiting.remove(entry);
        }
    }

    /** Takes out the first whose time has come; null when there is none. */
    @Nullable ExecutionId pollDue(Instant wall) {
        if (waiting.isEmpty() || waiting.first().at().isAfter(wall)) {
            return null;
        }
        Entry first = waiting.first();
        waiting.remove(first);
        return first.execution();
    }

    /** How long until the first time comes; null when nothing waits. */
    @Nullable Duration untilNext(Instant wall) {
        return waiting.isEmpty() ? null : Duration.between(wall, waiting.first().at());
    }

    boolean isFull() {
        return waiting.size() >= MAX_PLANNED;
    }

    /** A job's priority does not change while it has planned fires: an edit withdraws them. */
    private static @Nullable Entry entry(LiveExecution execution) {
        Instant at = execution.value.startedAt();
        return at == null ? null : new Entry(at, execution.job.job.definition().priority(), execution.id());
    }
}
