package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Engine;
import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.RandomIds;
import io.jobflow.scheduler.sim.check.Fact;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StaleEpochException;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.time.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One scheduler process: the real engine, and the firing loop's round taken apart into steps between which time passes
 * and the process can be lost: the engine steps and attempts leave, all writes of the round are committed (and repeated
 * while the store fails), replies are given, and what is durable is told to the engine.
 */
final class SimNode {

    private static final int MAX_ROUND = 1_000;
    private static final Duration FIRST_WAIT = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration READ_AGAIN = Duration.ofMillis(1);

    /** What one step of a round has left to do. */
    private record Work(Moment now, List<Effect.Write> writes, List<Effect.Answered> replies, boolean hasSent) {}

    private final SimWorld world;
    private final SplittableRandom random;
    private final Deque<Event> inbox = new ArrayDeque<>();
    private final Deque<Effect.LoadWaiting> loads = new ArrayDeque<>();
    private final Engine engine;
    private final Epoch epoch;
    private boolean alive = true;
    private boolean busy;
    private long wake;

    SimNode(SimWorld world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        Snapshot snapshot = world.store.takeOver();
        epoch = snapshot.epoch();
        RandomIds ids = new RandomIds(world.clock, random.split(), snapshot.greatestExecutionId());
        engine = new Engine(world.settings, ids, new StaticInstances(Map.of()));
        deliver(new Event.Started(snapshot));
    }

    boolean isAlive() {
        return alive;
    }

    EngineLoad load() {
        return engine.load();
    }

    /** Hands the process an event; one that is gone hears nothing. */
    void deliver(Event event) {
        if (alive) {
            inbox.add(event);
            wakeAfter(Duration.ZERO);
        }
    }

    /** The process is gone, with all it had not committed. */
    void lose(String why) {
        if (alive) {
            alive = false;
            inbox.clear();
            world.fact(new Fact.NodeLost(epoch.value(), why));
            world.lost(this);
        }
    }

    private void wakeAfter(Duration wait) {
        long ticket = ++wake;
        world.scheduler.after(wait, () -> {
            if (alive && !busy && ticket == wake) {
                round();
            }
        });
    }

    private void round() {
        List<Event> batch = new ArrayList<>(pages());
        while (!inbox.isEmpty() && batch.size() < MAX_ROUND) {
            batch.add(inbox.removeFirst());
        }
        boolean hasNews = !batch.isEmpty();
        if (!hasNews) {
            batch.add(new Event.Tick());
        }
        busy = true;
        step(batch, hasNews);
    }

    /** What the engine has asked to read; what cannot be read now is tried again before the next round. */
    private List<Event> pages() {
        List<Event> pages = new ArrayList<>();
        while (!loads.isEmpty()) {
            Effect.LoadWaiting load = loads.getFirst();
            try {
                pages.add(new Event.WaitingLoaded(
                        load.job(),
                        load.after(),
                        load.limit(),
                        world.store.listWaiting(load.job(), load.after(), load.limit())));
                loads.removeFirst();
            } catch (StoreException failed) {
                return pages;
            }
        }
        return pages;
    }

    private void step(List<Event> todo, boolean hasNews) {
        if (world.node() != this) {
            lose("without its lease");
            return;
        }
        Moment now = world.clock.moment();
        Work work = new Work(now, new ArrayList<>(), new ArrayList<>(), false);
        int effects = 0;
        for (Event event : todo) {
            hear(event);
            for (Effect effect : world.mutant.asked(engine.step(world.mutant.told(event), now))) {
                effects++;
                work = perform(effect, work);
                if (world.faults.strikes(Fault.KILL_WITHIN_STEP)) {
                    lose("within a step");
                    return;
                }
            }
        }
        if (!hasNews && effects == 0) {
            world.fact(new Fact.Idled());
        }
        Work done = work;
        if (diesBeforeCommit(done)) {
            return;
        }
        if (world.mutant.repliesBeforeCommit()) {
            reply(done);
        }
        later(done.writes().isEmpty() ? Duration.ZERO : world.commitTime(), () -> commit(done, FIRST_WAIT));
    }

    private void hear(Event event) {
        if (event instanceof Event.Returned returned && returned.answer() instanceof Answer.Ended ended) {
            world.fact(new Fact.AnswerHeard(
                    epoch.value(),
                    returned.execution(),
                    returned.shardIndex(),
                    returned.attemptNumber(),
                    ended.outcome()));
        } else if (event instanceof Event.StatusTold told && told.answer() instanceof StatusAnswer.Ended ended) {
            world.sometimes.hit(Situation.OUTCOME_TOLD_TO_ANOTHER_PROCESS);
            world.fact(new Fact.AnswerHeard(
                    epoch.value(), told.execution(), told.shardIndex(), told.attemptNumber(), ended.outcome()));
        }
    }

    private Work perform(Effect effect, Work work) {
        if (effect instanceof Effect.Write write) {
            work.writes().add(write);
        } else if (effect instanceof Effect.Answered answered) {
            work.replies().add(answered);
        } else if (effect instanceof Effect.LoadWaiting load) {
            loads.addLast(load);
        } else if (effect instanceof Effect.Ask ask) {
            world.executors.ask(this, ask.request());
        } else if (effect instanceof Effect.Send send) {
            world.executors.send(this, send.request());
            return new Work(work.now(), work.writes(), work.replies(), true);
        }
        return work;
    }

    private boolean diesBeforeCommit(Work work) {
        if (!work.writes().isEmpty() && world.faults.strikes(Fault.KILL_BEFORE_COMMIT)) {
            lose("between step and commit");
        } else if (work.hasSent() && !work.replies().isEmpty() && world.faults.strikes(Fault.KILL_BEFORE_REPLY)) {
            world.sometimes.hit(Situation.LOST_BETWEEN_SEND_AND_REPLY);
            lose("between send and reply");
        }
        return !alive;
    }

    /** Goes on after a while, if the process is still there; sometimes it stands still first. */
    private void later(Duration wait, Runnable action) {
        Duration pause = world.pause(this);
        world.scheduler.after(wait.plus(pause), () -> {
            if (alive) {
                action.run();
            }
        });
    }

    private void commit(Work work, Duration waitIfItFails) {
        List<StoreWrite> batch = work.writes().stream().map(Effect.Write::write).toList();
        commit(work, batch, waitIfItFails);
    }

    private void commit(Work work, List<StoreWrite> batch, Duration waitIfItFails) {
        try {
            if (batch.isEmpty()) {
                world.store.roundDone(epoch, work.now().wall());
                committed(work, List.of());
            } else {
                committed(work, world.store.write(epoch, work.now().wall(), batch));
            }
        } catch (StaleEpochException over) {
            world.sometimes.hit(Situation.FENCED_OFF);
            lose("fenced off");
        } catch (RefusedWriteException refused) {
            world.fact(new Fact.NodeFailed(String.valueOf(refused.getMessage())));
            lose("failed");
        } catch (StoreException failed) {
            Duration doubled = waitIfItFails.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
            later(waitIfItFails, () -> commit(work, batch, next));
        }
    }

    private void committed(Work work, List<WriteResult> results) {
        if (!results.isEmpty() && world.faults.strikes(Fault.KILL_AFTER_COMMIT)) {
            world.sometimes.hit(Situation.LOST_BETWEEN_COMMIT_AND_SEND);
            lose("between commit and send");
            return;
        }
        if (!world.mutant.repliesBeforeCommit()) {
            reply(work);
        }
        List<Event> news = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            news.add(new Event.Written(work.writes().get(i).writeId(), results.get(i)));
        }
        if (news.isEmpty()) {
            rest();
        } else {
            later(Duration.ofNanos(random.nextInt(500_000)), () -> step(news, true));
        }
    }

    private void reply(Work work) {
        work.replies().forEach(answered -> world.people.replied(answered.requestId(), answered.reply()));
    }

    private void rest() {
        busy = false;
        if (!inbox.isEmpty() || !loads.isEmpty()) {
            wakeAfter(inbox.isEmpty() ? READ_AGAIN : Duration.ZERO);
            return;
        }
        Duration asked = world.mutant.untilNextWake(engine.untilNextWake(world.clock.moment()));
        wakeAfter(world.clock.real(bounded(asked)));
    }

    private Duration bounded(@Nullable Duration asked) {
        Duration longest = world.pace.longestWait();
        if (asked == null || asked.compareTo(longest) > 0) {
            return longest;
        }
        return asked.isNegative() ? Duration.ZERO : asked;
    }
}
