package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * L1: when no fault strikes any more, every fire that was recorded ends within a time, or says when it is tried again;
 * and no process ends by itself, ever.
 */
public final class DueFiresEnd extends Checker {

    private final Duration within;
    private final Map<ExecutionId, Duration> since = new HashMap<>();

    /**
     * Sets the bound.
     *
     * @param within how long an execution may be unfinished once it is recorded or sent again, after healing
     */
    public DueFiresEnd(Duration within) {
        super("L1 fires-end");
        this.within = within;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.NodeFailed failed) {
            require(false, "a process ended by itself: %s", failed.why());
        } else if (seen.fact() instanceof Fact.ExecutionStored stored) {
            ExecutionId id = stored.value().id();
            if (stored.reopened()) {
                since.put(id, seen.at());
            } else {
                since.putIfAbsent(id, seen.at());
            }
        } else if (seen.fact() instanceof Fact.Ended ended) {
            for (Execution execution : ended.executions()) {
                require(isWell(execution, seen.at(), ended.wall()), "%s is unfinished at %s", execution, ended.wall());
            }
        }
    }

    private boolean isWell(Execution execution, Duration now, Instant wall) {
        Duration age = now.minus(since.getOrDefault(execution.id(), Duration.ZERO));
        return execution.status().isFinal()
                || age.compareTo(within) < 0
                || execution.fireTime().isAfter(wall.minus(within))
                || execution.shards().stream()
                        .anyMatch(shard ->
                                shard.retryAt() != null && shard.retryAt().isAfter(wall));
    }
}
