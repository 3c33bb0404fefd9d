package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.store.StoreWrite;
import java.util.ArrayList;
import java.util.List;

/** M16: who triggers a job gets the execution's id before it is durable. */
final class AcknowledgedBeforeCommit extends Mutant {

    private long request;

    @Override
    public Event told(Event event) {
        boolean isTrigger =
                event instanceof Event.Requested requested && requested.command() instanceof Command.TriggerJob;
        request = isTrigger ? ((Event.Requested) event).requestId() : 0;
        return event;
    }

    @Override
    public List<Effect> asked(List<Effect> effects) {
        List<Effect> all = new ArrayList<>(effects);
        for (Effect effect : effects) {
            if (request > 0
                    && effect instanceof Effect.Write write
                    && write.write() instanceof StoreWrite.RecordTrigger trigger) {
                all.add(new Effect.Answered(request, new Reply.Executed(trigger.execution(), false)));
            }
        }
        return all;
    }

    @Override
    public boolean repliesBeforeCommit() {
        return true;
    }
}
