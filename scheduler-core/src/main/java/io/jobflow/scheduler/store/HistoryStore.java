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
     * How much history jobs have, deleted ones among them, in id order.
     *
     * @param after jobs with greater ids only; 0 to begin with
     * @param limit how many jobs at most
     */
    List<JobHistory> jobHistories(long after, int limit);

    /** Finished executions of one job that a question names, those that ended first before the others. */
    List<Prunable> findPrunable(PruneQuery query);

    /**
     * How much history one job has.
     *
     * @param deletedAt null while the job lives
     * @param finished how many finished executions it has
     * @param firstEnd when the first of them ended; null when there is none
     * @param newest the one with the greatest id; null when there is none
     */
    record JobHistory(
            JobId job,
            RetentionPolicy retention,
            @Nullable Instant deletedAt,
            long finished,
            @Nullable Instant firstEnd,
            @Nullable ExecutionId newest) {}

    /**
     * Which executions are looked for.
     *
     * @param endedBefore they ended before this instant
     * @param waitingLetters whether those with a waiting dead letter are among them
     * @param keep one that is not among them; null when all may be
     * @param limit how many at most
     */
    record PruneQuery(
            JobId job,
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
