package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.store.StoreWrite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** M5: nobody looks at which attempt an answer belongs to: a late one settles the attempt that runs now. */
final class StaleAnswerTaken extends Mutant {

    private final Map<String, Integer> newest = new HashMap<>();

    @Override
    public List<Effect> asked(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Write write && write.write() instanceof StoreWrite.StartAttempt start) {
                int number =
                        start.execution().shard(start.shardIndex()).attempts().size();
                newest.put(start.execution().id() + "/" + start.shardIndex(), number);
            }
        }
        return effects;
    }

    @Override
    public Event told(Event event) {
        if (event instanceof Event.Returned returned) {
            String shard = returned.execution() + "/" + returned.shardIndex();
            int number = newest.getOrDefault(shard, returned.attemptNumber());
            return new Event.Returned(returned.execution(), returned.shardIndex(), number, returned.answer());
        }
        return event;
    }
}
