package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.RetentionPolicy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be pruned. It only reads: pruning is a write like any other ({@link StoreWrite.Prune}), asked for by the engine,
 * which alone knows whether an execution that was final when it was read has been sent again since. Safe for use by many
 * threads.
 */
public interface HistoryStore {

    /**
     * How much history there is under each job's name, in name order. A name may have history of several jobs, of which all
     * but one were deleted.
     *
     * @param after greater names only; empty to begin with
     * @param limit how many names at most
     */
    List<JobHistory> jobHistories(String after, int limit);

    /** Finished executions under one name that a question names, in id order: those that began first before the others. */
    List<Prunable> findPrunable(PruneQuery query);

    /**
     * Deleted jobs that have no executions, in id order.
     *
     * @param deletedBefore they were deleted before this instant
     * @param after jobs with greater ids only; 0 to begin with
     * @param limit how many at most
     */
    List<JobId> findEmptyJobs(Instant deletedBefore, long after, int limit);

    /**
     * How much history there is under one name.
     *
     * @param retention what the living job says; null when there is none
     * @param executions how many executions, unfinished ones among them
     * @param oldest the one with the least id
     * @param newest the one with the greatest id
     */
    record JobHistory(
            String jobName,
            @Nullable RetentionPolicy retention,
            long executions,
            ExecutionId oldest,
            ExecutionId newest) {}

    /**
     * Which executions are looked for.
     *
     * @param endedBefore they ended before this instant
     * @param waitingLetters whether those with a waiting dead letter are among them
     * @param keep one that is not among them; null when all may be
     * @param limit how many at most
     */
    record PruneQuery(
            String jobName,
            Instant endedBefore,
            boolean waitingLetters,
            @Nullable ExecutionId keep,
            int limit) {}

    /**
     * An execution that may go.
     *
     * @param shards how many shards it has: what its removal costs
     */
    record Prunable(ExecutionId execution, int shards) {}
}
