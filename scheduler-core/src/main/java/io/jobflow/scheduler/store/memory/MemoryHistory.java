package io.jobflow.scheduler.store.memory;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.HistoryStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What may be pruned of {@link Tables}. Reads under the store's monitor. */
final class MemoryHistory implements HistoryStore {

    private final Object monitor;
    private final Tables tables;

    MemoryHistory(Object monitor, Tables tables) {
        this.monitor = monitor;
        this.tables = tables;
    }

    @Override
    public List<JobHistory> jobHistories(long after, int limit) {
        synchronized (monitor) {
            return tables.jobs.values().stream()
                    .filter(job -> job.id().value() > after)
                    .limit(limit)
                    .map(this::history)
                    .toList();
        }
    }

    private JobHistory history(Job job) {
        List<Execution> finished = finished(job.id());
        return new JobHistory(
                job.id(),
                job.definition().retention(),
                job.deletedAt(),
                finished.size(),
                finished.stream()
                        .map(MemoryHistory::end)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                finished.stream()
                        .map(Execution::id)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private List<Execution> finished(JobId job) {
        return tables.executions.values().stream()
                .filter(execution -> execution.jobId().equals(job) && execution.finishedAt() != null)
                .toList();
    }

    private static Instant end(Execution execution) {
        return Objects.requireNonNull(execution.finishedAt());
    }

    @Override
    public List<Prunable> findPrunable(PruneQuery query) {
        synchronized (monitor) {
            Function<Execution, ExecutionId> id = Execution::id;
            return finished(query.job()).stream()
                    .filter(execution -> end(execution).isBefore(query.endedBefore()))
                    .filter(execution -> !execution.id().equals(query.keep()))
                    .filter(execution -> query.waitingLetters() || !hasWaitingLetter(execution.id()))
                    .sorted(Comparator.comparing(MemoryHistory::end).thenComparing(id))
                    .limit(query.limit())
                    .map(execution ->
                            new Prunable(execution.id(), execution.shards().size()))
                    .toList();
        }
    }

    private boolean hasWaitingLetter(ExecutionId execution) {
        return tables.deadLetters.values().stream()
                .anyMatch(letter -> letter.executionId().equals(execution) && letter.redrivenAt() == null);
    }
}
