package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.store.JobStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a fault can be planted around the engine. This one plants none. One object serves one world. */
public class Mutant {

    /** The store that processes write to and take over from. */
    public JobStore store(JobStore real) {
        return real;
    }

    /** What the engine is told in place of an event. */
    public Event told(Event event) {
        return event;
    }

    /** What the shell does in place of a step's effects. */
    public List<Effect> asked(List<Effect> effects) {
        return effects;
    }

    /** Whether replies are given before the round is durable. */
    public boolean repliesBeforeCommit() {
        return false;
    }

    /** How long the shell sleeps in place of what the engine asks for. */
    public @Nullable Duration untilNextWake(@Nullable Duration asked) {
        return asked;
    }
}
