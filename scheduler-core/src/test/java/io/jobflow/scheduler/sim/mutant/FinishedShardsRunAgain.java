package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import java.util.List;

/** M12: recovery takes a shard that has succeeded for one that has not. */
final class FinishedShardsRunAgain extends Mutant {

    @Override
    public Event told(Event event) {
        if (!(event instanceof Event.Started started)) {
            return event;
        }
        List<Execution> again = started.snapshot().unfinished().stream()
                .map(FinishedShardsRunAgain::again)
                .toList();
        return new Event.Started(Altered.unfinished(started.snapshot(), again));
    }

    private static Execution again(Execution execution) {
        List<ShardRun> shards = execution.shards().stream()
                .map(shard -> shard.status() == ShardStatus.SUCCESS ? shard.reopened() : shard)
                .toList();
        return Altered.shards(execution, shards);
    }
}
