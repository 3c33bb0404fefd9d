package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.execution.Execution;

/** L2: with every schedule off and time given, nothing is left in the store, and the process holds nothing either. */
public final class QueuesDrain extends Checker {

    public QueuesDrain() {
        super("L2 drained");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.Ended ended && ended.quiet()) {
            for (Execution execution : ended.executions()) {
                require(execution.status().isFinal(), "%s is left", execution);
            }
            EngineLoad load = ended.load();
            require(
                    load.attemptsInFlight() == 0 && load.shardsWaitingForSlot() == 0 && load.liveExecutions() == 0,
                    "the process still holds %s",
                    load);
        }
    }
}
