package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import java.util.Map;

/**
 * What became of one write.
 *
 * @param duplicates the executions that were left out because their fire key was taken, each with the execution that
 *     holds the key; empty when all was applied
 */
public record WriteResult(Map<ExecutionId, Execution> duplicates) {

    /** Everything was applied. */
    public static final WriteResult APPLIED = new WriteResult(Map.of());
}
