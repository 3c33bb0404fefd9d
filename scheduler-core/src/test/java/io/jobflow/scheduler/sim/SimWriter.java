package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.sim.check.Fact;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What writes for a process while it goes on: one batch at a time, repeated while the store fails. */
final class SimWriter {

    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final SimNode node;
    private final SimWorld world;
    private final Epoch epoch;
    private final SplittableRandom random;
    private List<Event> done = List.of();
    private boolean busy;

    SimWriter(SimNode node, SimWorld world, Epoch epoch, SplittableRandom random) {
        this.node = node;
        this.world = world;
        this.epoch = epoch;
        this.random = random;
    }

    /** Whether a batch is under way, or has ended and was not taken yet. */
    boolean isBusy() {
        return busy;
    }

    /** Begins to commit a batch; only while not {@link #isBusy}. */
    void hand(List<Effect.Write> writes) {
        busy = true;
        List<StoreWrite> batch = writes.stream().map(Effect.Write::write).toList();
        node.later(world.commitTime(), () -> commit(writes, batch, FIRST_WAIT));
    }

    /** What the engine is to be told of the batch that has ended; empty while none has. */
    List<Event> takeDone() {
        List<Event> taken = done;
        if (!taken.isEmpty()) {
            done = List.of();
            busy = false;
        }
        return taken;
    }

    private void commit(List<Effect.Write> writes, List<StoreWrite> batch, Duration waitIfItFails) {
        try {
            List<WriteResult> results = world.store.write(epoch, batch);
            if (world.faults.strikes(Fault.KILL_AFTER_COMMIT)) {
                world.sometimes.hit(Situation.LOST_BETWEEN_COMMIT_AND_SEND);
                node.lose("between commit and send");
                return;
            }
            node.later(Duration.ofNanos(random.nextInt(500_000)), () -> end(writes, results));
        } catch (StaleEpochException over) {
            world.sometimes.hit(Situation.FENCED_OFF);
            node.lose("fenced off");
        } catch (RefusedWriteException refused) {
            world.fact(new Fact.NodeFailed(String.valueOf(refused.getMessage())));
            node.lose("failed");
        } catch (StoreException failed) {
            Duration doubled = waitIfItFails.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
            node.later(waitIfItFails, () -> commit(writes, batch, next));
        }
    }

    private void end(List<Effect.Write> writes, List<WriteResult> results) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            events.add(new Event.Written(writes.get(i).writeId(), results.get(i)));
        }
        done = events;
        node.wake();
    }
}
