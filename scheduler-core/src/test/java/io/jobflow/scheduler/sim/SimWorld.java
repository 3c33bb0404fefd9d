package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.sim.check.AcknowledgedIsDurable;
import io.jobflow.scheduler.sim.check.AttemptRules;
import io.jobflow.scheduler.sim.check.DueFiresEnd;
import io.jobflow.scheduler.sim.check.ExpectedFires;
import io.jobflow.scheduler.sim.check.Fact;
import io.jobflow.scheduler.sim.check.History;
import io.jobflow.scheduler.sim.check.LegalTransitions;
import io.jobflow.scheduler.sim.check.Limits;
import io.jobflow.scheduler.sim.check.NoBusyLoop;
import io.jobflow.scheduler.sim.check.OneRowPerFire;
import io.jobflow.scheduler.sim.check.OutcomesKept;
import io.jobflow.scheduler.sim.check.QueuesDrain;
import io.jobflow.scheduler.sim.check.TokensGrow;
import io.jobflow.scheduler.sim.mutant.Mutant;
import io.jobflow.scheduler.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * One world: everything in it follows from the seed. Faults strike and people ask for a span of time; then the world heals
 * and must settle; then every schedule is switched off and nothing may be left.
 */
final class SimWorld {

    static final EngineSettings SETTINGS =
            new EngineSettings(6, 3, 2, 3, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ZERO);

    private static final Duration SETTLE = Duration.ofSeconds(120);
    /** A round that began before the clock was set right may be committed so much later. */
    private static final Duration LAST_ROUND = Duration.ofSeconds(30);

    private static final Duration WITHIN = Duration.ofSeconds(100);
    private static final int IDLE_ROUNDS_A_SECOND = 50;
    private static final long MAX_EVENTS = 400_000;

    /** {@link #SETTINGS}, in some worlds with fires that are planned ahead. */
    final EngineSettings settings;

    final Sometimes sometimes;
    final Mutant mutant;
    final Pace pace;
    final Faults faults;
    final SimScheduler scheduler;
    final SimClock clock;
    final SimStore store;
    final SimExecutors executors;
    final SimPeople people;

    private final History history;
    private final SplittableRandom nodes;
    private final SplittableRandom timing;
    private @Nullable SimNode node;
    private boolean healed;

    SimWorld(long seed, Mutant mutant, Sometimes sometimes) {
        SplittableRandom root = new SplittableRandom(seed);
        this.mutant = mutant;
        this.sometimes = sometimes;
        this.pace = Pace.draw(root.split());
        this.faults = new Faults(root.split(), sometimes);
        this.settings = SETTINGS.withPlanAhead(planAhead(seed, faults));
        this.scheduler = new SimScheduler(root.split(), MAX_EVENTS);
        SplittableRandom clocks = faults.of(Fault.CLOCK_DRIFT);
        long drift = faults.isOn(Fault.CLOCK_DRIFT) ? clocks.nextInt(-200, 200) : 0;
        if (drift != 0) {
            faults.struck(Fault.CLOCK_DRIFT);
        }
        this.clock = new SimClock(scheduler, pace.start(), clocks.nextLong(), drift);
        this.store = new SimStore(mutant.store(new MemoryStore()), this);
        this.executors = new SimExecutors(this, root.split());
        this.people = new SimPeople(this, root.split());
        this.nodes = root.split();
        this.timing = root.split();
        this.history = new History(List.of(
                new SituationSpotter(sometimes),
                new OneRowPerFire(),
                new ExpectedFires(),
                new TokensGrow(),
                new LegalTransitions(),
                new AcknowledgedIsDurable(),
                new Limits(SETTINGS),
                new AttemptRules(SETTINGS),
                new OutcomesKept(),
                new DueFiresEnd(WITHIN),
                new QueuesDrain(),
                new NoBusyLoop(IDLE_ROUNDS_A_SECOND)));
    }

    /**
     * Not where clocks are set back: a fire that was planned before a restart and a clock set back counts as possibly sent, which
     * S2 cannot tell from a fire that was not to be. {@code -Djobflow.sim.ahead=MILLIS} is for every world the same.
     */
    private static Duration planAhead(long seed, Faults faults) {
        boolean plans = seed % 3 == 0 && !faults.isOn(Fault.CLOCK_BACK);
        return Duration.ofMillis(Long.getLong("jobflow.sim.ahead", plans ? 1_500 : 0));
    }

    /** Lives through the whole of it. */
    void play() {
        startNode();
        people.begin();
        plan(Fault.KILL, 5, this::kill);
        plan(Fault.CLOCK_FORWARD, 4, () -> jump(Fault.CLOCK_FORWARD, 1));
        plan(Fault.CLOCK_BACK, 4, () -> jump(Fault.CLOCK_BACK, -1));
        scheduler.runUntil(pace.span());
        heal();
        scheduler.runUntil(scheduler.now().plus(LAST_ROUND));
        waitForHeldBack();
        scheduler.runUntil(scheduler.now().plus(SETTLE));
        fact(store.ended(false, clock.now(), load()));
        Workload.NAMES.forEach(name -> people.ask(new Command.EnableJob(name, false), 0));
        scheduler.runUntil(scheduler.now().plus(SETTLE));
        fact(store.ended(true, clock.now(), load()));
    }

    History history() {
        return history;
    }

    void fact(Fact fact) {
        history.add(scheduler.now(), fact);
    }

    void note(String line) {
        history.note(scheduler.now(), "fault    " + line);
    }

    /** The process that owns the store; null while there is none. */
    @Nullable SimNode node() {
        return node;
    }

    private EngineLoad load() {
        SimNode last = node;
        return last == null ? new EngineLoad(0, 0, 0) : last.load();
    }

    private void startNode() {
        node = new SimNode(this, nodes.split());
    }

    /** Has a fault strike about so many times. */
    private void plan(Fault fault, int times, Runnable strike) {
        if (faults.isOn(fault)) {
            scheduler.after(pace.part(faults.of(fault), times), () -> {
                if (faults.isOn(fault)) {
                    strike.run();
                    plan(fault, times, strike);
                }
            });
        }
    }

    private void kill() {
        SimNode one = node;
        if (one != null) {
            faults.struck(Fault.KILL);
            one.lose("killed");
        }
    }

    private void jump(Fault fault, int sign) {
        SplittableRandom random = faults.of(fault);
        long millis = random.nextInt(8) == 0 ? random.nextInt(600_000) : random.nextInt(30_000);
        Duration by = Duration.ofMillis(sign * millis);
        faults.struck(fault);
        clock.jump(by);
        fact(new Fact.ClockSet(by));
    }

    /** Hears that a process is gone; if it owned the store, another starts after a while. */
    void lost(SimNode gone) {
        people.lost(gone);
        if (gone == node) {
            node = null;
            scheduler.after(downTime(), this::startIfNone);
        }
    }

    private void startIfNone() {
        if (node == null) {
            startNode();
        }
    }

    private Duration downTime() {
        if (faults.strikes(Fault.LONG_ABSENCE)) {
            return pace.part(timing, 3).plusSeconds(pace.fast() ? timing.nextInt(400) : 0);
        }
        return Duration.ofMillis(timing.nextInt(10, 2_000));
    }

    /** How long a process stands still before it goes on; sometimes another takes its place meanwhile. */
    Duration pause(SimNode standing) {
        if (standing != node || !faults.strikes(Fault.PAUSE)) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofMillis(timing.nextInt(100, 20_000));
        note("process stands still for " + pause);
        if (timing.nextBoolean()) {
            scheduler.after(pause.dividedBy(timing.nextInt(1, 4)), () -> replace(standing));
            scheduler.after(pause.plusSeconds(30), () -> standing.lose("killed after another took its place"));
        }
        return pause;
    }

    private void replace(SimNode standing) {
        if (node == standing && !healed) {
            startNode();
        }
    }

    /** How long a commit takes. */
    Duration commitTime() {
        boolean slow = faults.strikes(Fault.COMMIT_SLOW);
        return Duration.ofNanos(slow ? timing.nextLong(3_000_000_000L) : 200_000L + timing.nextInt(3_000_000));
    }

    private void heal() {
        healed = true;
        faults.heal();
        people.stop();
        fact(new Fact.Healed());
        fact(new Fact.ClockSet(clock.correct()));
        startIfNone();
    }

    /** A clock that was wrong has left fires that lie ahead of the right time, and that others wait for. */
    private void waitForHeldBack() {
        Instant last = store.executions().stream()
                .filter(execution -> !execution.status().isFinal())
                .map(Execution::fireTime)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
        if (last.isAfter(clock.now())) {
            scheduler.runUntil(
                    scheduler.now().plus(Duration.between(clock.now(), last)).plus(SETTLE));
        }
    }
}
