package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.Target;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** M3: the shell sends an attempt when it is told to write it down. */
final class SentBeforeCommit extends Mutant {

    @Override
    public List<Effect> asked(List<Effect> effects) {
        List<Effect> all = new ArrayList<>();
        for (Effect effect : effects) {
            all.add(effect);
            if (effect instanceof Effect.Write write && write.write() instanceof StoreWrite.StartAttempt start) {
                all.add(send(start.execution(), start.execution().shard(start.shardIndex())));
            }
        }
        return all;
    }

    private static Effect send(Execution execution, ShardRun shard) {
        Attempt attempt = shard.attempts().get(shard.attempts().size() - 1);
        String baseUrl = "http://one:1";
        Target target =
                new Target(null, List.of(baseUrl), "a", Target.defaultPath("a"), RoutingPolicy.ROUND_ROBIN, null);
        return new Effect.Send(
                new DispatchRequest(execution, shard, attempt, new Instance(baseUrl), target, Duration.ofSeconds(1)));
    }
}
