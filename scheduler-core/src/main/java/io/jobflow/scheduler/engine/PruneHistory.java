package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.StoreWrite;
import java.util.List;

/**
 * Removes history that somebody has found to be too old. What lives again since it was looked at stays: the engine alone
 * can say so, which is why pruning goes through it.
 */
final class PruneHistory {

    private final EngineState state;

    PruneHistory(EngineState state) {
        this.state = state;
    }

    void prune(long requestId, Command.Prune command) {
        List<ExecutionId> executions = command.executions().stream()
                .filter(id -> !state.live.containsKey(id))
                .toList();
        List<JobId> jobs = command.jobs().stream().filter(this::isGone).toList();
        executions.forEach(state::pruned);
        state.write(new StoreWrite.Prune(executions, jobs), result -> {
            state.happened(new Notice.HistoryPruned(executions.size(), jobs.size()));
            state.emit(new Effect.Answered(requestId, new Reply.Pruned(executions.size(), jobs.size())));
        });
    }

    /** The greatest id stays in the table even when its job is gone, so that after a restart no job gets it again. */
    private boolean isGone(JobId job) {
        return !state.jobs.containsKey(job) && state.isOlderJob(job);
    }
}
