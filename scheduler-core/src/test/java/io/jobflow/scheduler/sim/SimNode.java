package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.engine.Books;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Engine;
import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.engine.Outbox;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.RandomIds;
import io.jobflow.scheduler.sim.check.Fact;
import io.jobflow.scheduler.sim.check.Violation;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreException;
import io.jobflow.scheduler.time.Moment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One scheduler process: the real engine, and the firing loop taken apart into steps between which time passes and the
 * process can be lost. What the engine asks for gathers in the real {@link Outbox} while the batch before it is committed,
 * and the engine hears of other things meanwhile.
 */
final class SimNode {

    private static final int MAX_ROUND = 1_000;
    private static final Duration READ_AGAIN = Duration.ofMillis(1);

    private final SimWorld world;
    private final Deque<Event> inbox = new ArrayDeque<>();
    private final Deque<Effect.LoadWaiting> loads = new ArrayDeque<>();
    private final Engine engine;
    private final Epoch epoch;
    private final Outbox outbox;
    private final SimWriter writer;
    private final int maxStep;
    private final Set<Long> unheard = new HashSet<>();
    private boolean alive = true;
    private long standsUntil;
    private long wake;

    SimNode(SimWorld world, SplittableRandom random) {
        this.world = world;
        Snapshot snapshot = world.store.takeOver();
        epoch = snapshot.epoch();
        RandomIds ids = new RandomIds(world.clock, random.split(), snapshot.greatestExecutionId());
        engine = new Engine(world.settings, ids, new StaticInstances(Map.of()));
        outbox = new Outbox(new Outbox.Limits(1 + random.nextInt(20), 1 + random.nextInt(40)), this::reply);
        maxStep = 1 + random.nextInt(64);
        writer = new SimWriter(this, world, epoch, random);
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
            wake();
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

    /** Has the process look at what there is to do. */
    void wake() {
        wakeAfter(Duration.ZERO);
    }

    private void wakeAfter(Duration wait) {
        long ticket = ++wake;
        world.scheduler.after(
                wait,
                () -> whenItGoesOn(() -> {
                    if (ticket == wake) {
                        round();
                    }
                }));
    }

    /** Goes on after a while, if the process is still there; sometimes it stands still meanwhile. */
    void later(Duration wait, Runnable action) {
        Duration pause = world.pause(this);
        standsUntil = Math.max(standsUntil, world.scheduler.nowNanos() + pause.toNanos());
        world.scheduler.after(wait, () -> whenItGoesOn(action));
    }

    private void whenItGoesOn(Runnable action) {
        if (standsUntil > world.scheduler.nowNanos()) {
            Duration rest = Duration.ofNanos(standsUntil - world.scheduler.nowNanos());
            world.scheduler.after(rest, () -> whenItGoesOn(action));
        } else if (alive) {
            action.run();
        }
    }

    private void round() {
        if (world.node() != this) {
            lose("without its lease");
            return;
        }
        boolean isOnlyWriting = !loads.isEmpty() || outbox.isFull();
        List<Event> batch = new ArrayList<>(writer.takeDone());
        if (!batch.isEmpty()) {
            outbox.durableUpTo(((Event.Written) batch.get(batch.size() - 1)).writeId());
        }
        if (!isOnlyWriting || (batch.isEmpty() && isAllDurable())) {
            batch.addAll(pages());
            while (!inbox.isEmpty() && batch.size() < MAX_ROUND) {
                batch.add(inbox.removeFirst());
            }
        } else if (batch.isEmpty()) {
            return; // The end of the batch under way wakes it.
        }
        boolean hasNews = !batch.isEmpty();
        step(hasNews ? batch : List.of(new Event.Tick()), hasNews);
    }

    private boolean isAllDurable() {
        return outbox.isEmpty() && !writer.isBusy();
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
        Moment now = world.clock.moment();
        int effects = 0;
        boolean hasSent = false;
        for (int from = 0; from < todo.size(); from += maxStep) {
            List<Event> some = todo.subList(from, Math.min(from + maxStep, todo.size()));
            some.forEach(this::hear);
            List<Event> told = some.stream().map(world.mutant::told).toList();
            for (Effect effect : world.mutant.asked(engine.step(told, now))) {
                effects++;
                hasSent |= effect instanceof Effect.Send;
                perform(effect);
                if (world.faults.strikes(Fault.KILL_WITHIN_STEP)) {
                    lose("within a step");
                    return;
                }
            }
            outbox.endStep();
            String wrong = Books.firstWrong(engine);
            if (wrong != null) {
                throw new Violation("books", wrong);
            }
        }
        if (!hasNews && effects == 0) {
            world.fact(new Fact.Idled());
        }
        if (hasSent && !unheard.isEmpty() && world.faults.strikes(Fault.KILL_BEFORE_REPLY)) {
            world.sometimes.hit(Situation.LOST_BETWEEN_SEND_AND_REPLY);
            lose("between send and reply");
            return;
        }
        writeNext(now);
        if (alive) {
            rest(now);
        }
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

    private void perform(Effect effect) {
        if (effect instanceof Effect.Write write) {
            outbox.add(write);
        } else if (effect instanceof Effect.Answered answered && world.mutant.repliesBeforeCommit()) {
            reply(answered);
        } else if (effect instanceof Effect.Answered answered) {
            unheard.add(answered.requestId());
            outbox.add(answered);
        } else if (effect instanceof Effect.LoadWaiting load) {
            loads.addLast(load);
        } else if (effect instanceof Effect.Ask ask) {
            world.executors.ask(this, ask.request());
        } else if (effect instanceof Effect.Send send) {
            world.executors.send(this, send.request());
        }
    }

    private void reply(Effect.Answered answered) {
        unheard.remove(answered.requestId());
        world.people.replied(answered.requestId(), answered.reply());
    }

    private void writeNext(Moment now) {
        if (writer.isBusy()) {
            world.sometimes.hit(Situation.DECIDED_DURING_A_COMMIT);
            return;
        }
        List<Effect.Write> batch = outbox.next(loads.isEmpty() && engine.isInBurst(now.nanos()));
        if (batch.isEmpty()) {
            return;
        }
        if (world.faults.strikes(Fault.KILL_BEFORE_COMMIT)) {
            lose("between step and commit");
        } else {
            writer.hand(batch);
        }
    }

    private void rest(Moment now) {
        if (isAllDurable()) {
            world.store.roundDone(epoch, now.wall());
        }
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
