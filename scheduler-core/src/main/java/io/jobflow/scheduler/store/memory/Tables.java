package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The maps behind {@link MemoryStore}, with a way back for a batch that fails. Guarded by the store. */
final class Tables {

    final NavigableMap<JobId, Job> jobs = new TreeMap<>();
    final Map<String, JobId> names = new TreeMap<>();
    final NavigableMap<ExecutionId, Execution> executions = new TreeMap<>();
    final NavigableMap<ExecutionId, Execution> unfinished = new TreeMap<>();
    final NavigableMap<FireOf, ExecutionId> fires = new TreeMap<>();
    final NavigableMap<Long, Backfill> backfills = new TreeMap<>();
    final NavigableMap<Long, DeadLetter> deadLetters = new TreeMap<>();
    final NavigableMap<String, BusinessCalendar> calendars = new TreeMap<>();
    /** Which failure of which execution has left a letter. */
    final NavigableMap<FailureOf, Long> failures = new TreeMap<>();

    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** What no two executions share. */
    record FireOf(JobId job, String fireKey) implements Comparable<FireOf> {

        @Override
        public int compareTo(FireOf other) {
            int byJob = job.compareTo(other.job);
            return byJob != 0 ? byJob : fireKey.compareTo(other.fireKey);
        }
    }

    /** A final failure, told apart from others of its execution by the attempts there had been. */
    record FailureOf(ExecutionId execution, int attempts) implements Comparable<FailureOf> {

        @Override
        public int compareTo(FailureOf other) {
            int byExecution = execution.compareTo(other.execution);
            return byExecution != 0 ? byExecution : Integer.compare(attempts, other.attempts);
        }
    }

    /** Puts a value, or takes it away when it is null, in a way that {@link #rollBack} can undo. */
    <K, V> void set(Map<K, V> table, K key, @Nullable V value) {
        V before = replace(table, key, value);
        undo.push(() -> replace(table, key, before));
    }

    private static <K, V> @Nullable V replace(Map<K, V> table, K key, @Nullable V value) {
        return value == null ? table.remove(key) : table.put(key, value);
    }

    /** Makes everything since the last call lasting. */
    void commit() {
        undo.clear();
    }

    /** Undoes everything since the last {@link #commit}. */
    void rollBack() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
