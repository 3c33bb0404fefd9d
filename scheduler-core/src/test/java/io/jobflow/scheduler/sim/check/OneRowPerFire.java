package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import java.util.HashMap;
import java.util.Map;

/** S1: a fire of a job has at most one row. */
public final class OneRowPerFire extends Checker {

    private final Map<String, ExecutionId> holders = new HashMap<>();

    public OneRowPerFire() {
        super("S1 one-row");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.ExecutionStored stored) {
            look(stored.value());
        } else if (seen.fact() instanceof Fact.Pruned pruned) {
            holders.values().removeAll(pruned.executions());
        } else if (seen.fact() instanceof Fact.Ended ended) {
            ended.executions().forEach(this::look);
        }
    }

    private void look(Execution execution) {
        String fire = execution.jobId() + " " + execution.fireKey();
        ExecutionId holder = holders.putIfAbsent(fire, execution.id());
        require(
                holder == null || holder.equals(execution.id()),
                "fire %s of job %s has rows %s and %s",
                execution.fireKey(),
                execution.jobId(),
                holder,
                execution.id());
    }
}
