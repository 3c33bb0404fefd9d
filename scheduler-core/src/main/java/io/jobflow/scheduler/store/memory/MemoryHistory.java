package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.HistoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be pruned of {@link Tables}. Reads under the store's monitor. */
final class MemoryHistory implements HistoryStore {

    private final Object monitor;
    private final Tables tables;

    MemoryHistory(Object monitor, Tables tables) {
        this.monitor = monitor;
        this.tables = tables;
    }

    @Override
    public List<JobHistory> jobHistories(String after, int limit) {
        synchronized (monitor) {
            NavigableMap<String, List<ExecutionId>> byName = new TreeMap<>();
            tables.executions
                    .values()
                    .forEach(execution -> byName.computeIfAbsent(execution.jobName(), name -> new ArrayList<>())
                            .add(execution.id()));
            return byName.tailMap(after, false).entrySet().stream()
                    .limit(limit)
                    .map(entry -> history(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private JobHistory history(String name, List<ExecutionId> ids) {
        JobId living = tables.names.get(name);
        Job job = living == null ? null : tables.jobs.get(living);
        return new JobHistory(
                name,
                job == null ? null : job.definition().retention(),
                ids.size(),
                ids.get(0),
                ids.get(ids.size() - 1));
    }

    private List<Execution> finished(String jobName) {
        return tables.executions.values().stream()
                .filter(execution -> execution.jobName().equals(jobName) && execution.finishedAt() != null)
                .toList();
    }

    private static Instant end(Execution execution) {
        return Objects.requireNonNull(execution.finishedAt());
    }

    @Override
    public List<Prunable> findPrunable(PruneQuery query) {
        synchronized (monitor) {
            return finished(query.jobName()).stream()
                    .filter(execution -> end(execution).isBefore(query.endedBefore()))
                    .filter(execution -> !execution.id().equals(query.keep()))
                    .filter(execution -> query.waitingLetters() || !hasWaitingLetter(execution.id()))
                    .limit(query.limit())
                    .map(execution ->
                            new Prunable(execution.id(), execution.shards().size()))
                    .toList();
        }
    }

    @Override
    public List<JobId> findEmptyJobs(Instant deletedBefore, long after, int limit) {
        synchronized (monitor) {
            return tables.jobs.values().stream()
                    .filter(job -> job.id().value() > after)
                    .filter(job -> isBefore(job.deletedAt(), deletedBefore))
                    .map(Job::id)
                    .filter(id -> tables.executions.values().stream()
                            .noneMatch(execution -> execution.jobId().equals(id)))
                    .limit(limit)
                    .toList();
        }
    }

    private static boolean isBefore(@Nullable Instant at, Instant bound) {
        return at != null && at.isBefore(bound);
    }

    private boolean hasWaitingLetter(ExecutionId execution) {
        return tables.deadLetters.values().stream()
                .anyMatch(letter -> letter.executionId().equals(execution) && letter.redrivenAt() == null);
    }
}
