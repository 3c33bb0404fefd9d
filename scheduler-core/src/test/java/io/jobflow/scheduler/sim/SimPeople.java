package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.sim.check.Fact;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Several people at the API at the same time. Who loses the connection does not know whether the command was carried out;
 * who has given a key asks again with the same one.
 */
final class SimPeople {

    private static final int PEOPLE = 3;
    private static final int COMMANDS_EACH = 25;

    private record Waiting(SimNode node, Command command, int tries) {}

    private final SimWorld world;
    private final SplittableRandom random;
    private final Workload workload;
    private final Map<Long, Waiting> waiting = new TreeMap<>();
    private boolean atWork;
    private long lastRequest;

    SimPeople(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        this.workload = new Workload(world, random.split());
    }

    void begin() {
        atWork = true;
        for (String name : Workload.NAMES) {
            ask(new Command.CreateJob(workload.definition(name)), 0);
        }
        for (int i = 0; i < PEOPLE; i++) {
            think();
        }
    }

    /** Everybody goes home. */
    void stop() {
        atWork = false;
    }

    private void think() {
        world.scheduler.after(world.pace.part(random, COMMANDS_EACH), () -> {
            if (atWork) {
                int inARow = random.nextInt(5) == 0 ? random.nextInt(2, 6) : 1;
                for (int i = 0; i < inARow; i++) {
                    ask(workload.command(), 0);
                }
                think();
            }
        });
    }

    /** Asks what the process now at work, if there is one. */
    void ask(Command command, int tries) {
        SimNode node = world.node();
        if (node != null) {
            long request = ++lastRequest;
            waiting.put(request, new Waiting(node, command, tries));
            world.fact(new Fact.Asked(request, command));
            world.scheduler.after(
                    Duration.ofNanos(random.nextInt(5_000_000)),
                    () -> node.deliver(new Event.Requested(request, command)));
        }
    }

    void replied(long request, Reply reply) {
        Waiting asked = waiting.remove(request);
        if (asked != null) {
            world.fact(new Fact.Replied(request, reply));
            if (reply instanceof Reply.Executed executed && executed.existed()) {
                world.sometimes.hit(Situation.IDEMPOTENCY_KEY_REPEATED);
            }
        }
    }

    /** The connections to a process break. */
    void lost(SimNode node) {
        for (Map.Entry<Long, Waiting> entry : Map.copyOf(waiting).entrySet()) {
            Waiting asked = entry.getValue();
            if (asked.node() == node) {
                waiting.remove(entry.getKey());
                askAgain(asked);
            }
        }
    }

    private void askAgain(Waiting asked) {
        boolean hasKey = asked.command() instanceof Command.TriggerJob trigger && trigger.idempotencyKey() != null;
        if (atWork && hasKey && asked.tries() < 5) {
            world.scheduler.after(
                    Duration.ofMillis(random.nextInt(100, 5_000)), () -> ask(asked.command(), asked.tries() + 1));
        }
    }
}
