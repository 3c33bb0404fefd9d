package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.ExecutionStatus;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which executions a listing holds.
 *
 * @param jobName null for every job
 * @param statuses empty for every status
 * @param from first fire time, inclusive; null for no bound
 * @param to fire times before this one; null for no bound
 * @param now planned executions whose time has come by then count as running; null to go by what is written
 */
public record ExecutionFilter(
        @Nullable String jobName,
        Set<ExecutionStatus> statuses,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant now) {

    /** A filter that goes by what is written. */
    public ExecutionFilter(
            @Nullable String jobName, Set<ExecutionStatus> statuses, @Nullable Instant from, @Nullable Instant to) {
        this(jobName, statuses, from, to, null);
    }
}
