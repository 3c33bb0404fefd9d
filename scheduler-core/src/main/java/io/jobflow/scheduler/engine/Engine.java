package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.discovery.InstanceSource;
import io.jobflow.scheduler.execution.Ids;
import io.jobflow.scheduler.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The core of the scheduler: a state machine that is told what happened and says what to do, {@code step(event) →
 * effects}. It owns every decision and performs none: it reads no clock, starts no thread, does no I/O, and draws ids
 * and instances from what it was given, so that the same events at the same moments give the same effects.
 *
 * <p>How a fire moves:
 *
 * <ol>
 *   <li>{@link PlanDueFires} finds the job due, makes the execution with its first attempts, and writes them in one
 *       write with the job's next fire time.
 *   <li>{@link PlanAhead} does the same a little before the fire time, where the job has a free place; when the time comes,
 *       nothing is left to be written.
 *   <li>When that is durable, {@link StartAttempts} has each attempt sent.
 *   <li>{@link SettleAttempts} hears how it ended, judges by {@link Verdict}, and writes attempt, shard and execution.
 *   <li>A shard that is tried again waits on a timer, then for a slot in {@link ReadyShards}; a final execution gives
 *       its place to the next that waits ({@link Admission}).
 * </ol>
 *
 * <p>Confined to one thread, the {@link FiringLoop}'s.
 */
public final class Engine {

    private final EngineState state;
    private final Backlog backlog;
    private final Admission admission;
    private final StartAttempts starts;
    private final SettleAttempts settles;
    private final Replacement replacement;
    private final PlanDueFires plans;
    private final PlanAhead planAhead;
    private final Backfills backfills;
    private final TakeOver takeOver;
    private final JobCommands jobCommands;
    private final ExecutionCommands executionCommands;
    private final ReopenExecutions reopens;
    private final TakeReports reports;
    private final BackfillCommands backfillCommands;
    private final PruneHistory pruning;
    private final AskExecutors asking;
    private final StuckDetector stuck;
    private final CalendarCommands calendarCommands;
    private final Burst burst = new Burst();

    public Engine(EngineSettings settings, Ids ids, InstanceSource instances) {
        state = new EngineState(settings, ids);
        SendAttempts sends = new SendAttempts(state);
        starts = new StartAttempts(state, new Router(instances), sends);
        backlog = new Backlog(state);
        admission = new Admission(state, backlog, starts);
        settles = new SettleAttempts(state, admission, starts);
        sends.settleBy(settles);
        replacement = new Replacement(state, backlog, admission, settles);
        plans = new PlanDueFires(state, admission, sends);
        planAhead = new PlanAhead(state, admission, starts, plans);
        asking = new AskExecutors(state, settles);
        stuck = new StuckDetector(state, backlog, starts, sends);
        backfills = new Backfills(state, plans, starts);
        admission.tellBackfills(backfills::left);
        takeOver = new TakeOver(state, backlog, starts, sends, plans, planAhead, backfills, asking);
        jobCommands = new JobCommands(state, admission, backlog, backfills, starts, settles, planAhead);
        backfillCommands = new BackfillCommands(state, backfills);
        calendarCommands = new CalendarCommands(state, planAhead);
        executionCommands = new ExecutionCommands(state, plans, planAhead, admission, backlog, settles);
        pruning = new PruneHistory(state);
        reopens = new ReopenExecutions(state, backlog, backfills, planAhead, admission);
        reports = new TakeReports(state, backlog, planAhead, starts, settles);
    }

    /** Takes one event in. */
    public List<Effect> step(Event event, Moment now) {
        return step(List.of(event), now);
    }

    /**
     * Takes events in, in their order, and decides once what follows of all of them.
     *
     * @param now both clocks at the events; neither is read again during the step
     * @return what is to be done, in order; writes must be applied in order, and everything else after them
     */
    public List<Effect> step(List<Event> events, Moment now) {
        state.beginStep(now);
        stuck.look();
        events.forEach(this::handle);
        state.timers.runDue(now.nanos());
        starts.writeWhatHasLeft();
        if (!state.stopping) {
            boolean fires = planAhead.release(false);
            plans.planSomeDue();
            replacement.review();
            if (!fires && !burst.goesFirst(now.nanos())) {
                planAhead.plan(); // What is due leaves first; planning has time.
            }
            starts.startReady();
            burst.look(starts.isHeldUpBySlots(), now.nanos());
            backfills.advance();
            starts.explainWaiting();
        }
        backlog.afterStep();
        return state.endStep();
    }

    private void handle(Event event) {
        if (event instanceof Event.Started started) {
            takeOver.from(started.snapshot());
        } else if (event instanceof Event.Written written) {
            state.written(written.writeId(), written.result());
        } else if (event instanceof Event.Returned returned) {
            settles.returned(returned);
        } else if (event instanceof Event.StatusTold told) {
            asking.answered(told);
        } else if (event instanceof Event.WaitingLoaded page) {
            jobCommands.loaded(page);
        } else if (event instanceof Event.Requested requested) {
            planBeforeCommand();
            handle(requested.requestId(), requested.command());
        } else if (event instanceof Event.Stopping) {
            state.stopping = true;
            planAhead.withdrawAll();
            settles.giveBackUnsent();
        }
    }

    /** What is due came before the command: an edit must not take it away. */
    private void planBeforeCommand() {
        if (!state.stopping) {
            planAhead.release(true);
            plans.planDue();
        }
    }

    private void handle(long requestId, Command command) {
        if (command instanceof Command.TriggerJob trigger) {
            executionCommands.trigger(requestId, trigger);
        } else if (command instanceof Command.Reopen reopen) {
            reopens.reopen(requestId, reopen);
        } else if (command instanceof Command.Discard discard) {
            reopens.discard(requestId, discard);
        } else if (command instanceof Command.Report report) {
            reports.report(requestId, report);
        } else if (command instanceof Command.Cancel cancel) {
            executionCommands.cancel(requestId, cancel.execution());
        } else if (command instanceof Command.StartBackfill start) {
            backfillCommands.start(requestId, start);
        } else if (command instanceof Command.CancelBackfill cancel) {
            backfillCommands.cancel(requestId, cancel);
        } else if (command instanceof Command.Prune prune) {
            pruning.prune(requestId, prune);
        } else if (command instanceof Command.PutCalendar put) {
            calendarCommands.put(requestId, put.calendar());
        } else if (command instanceof Command.DeleteCalendar delete) {
            calendarCommands.delete(requestId, delete.name());
        } else {
            jobCommands.handle(requestId, command);
        }
    }

    /** How long until a {@link Event.Tick} is wanted, zero or less when it is overdue; null when nothing is awaited. */
    public @Nullable Duration untilNextWake(Moment now) {
        OptionalLong timer = state.timers.next();
        Duration untilTimer = timer.isPresent() ? Duration.ofNanos(timer.getAsLong() - now.nanos()) : null;
        Duration next = shorter(untilTimer, starts.untilNextToWrite(now.nanos()));
        if (state.stopping) {
            return next;
        }
        Duration untilOver = burst.untilOver(now.nanos());
        Duration untilPlan = untilOver != null ? untilOver : planAhead.untilPlan(now.wall());
        Duration untilFire = shorter(plans.untilNext(now.wall()), planAhead.untilRelease(now.wall()));
        return shorter(next, shorter(untilPlan, untilFire));
    }

    private static @Nullable Duration shorter(@Nullable Duration a, @Nullable Duration b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** Whether requests leave as answers come, so that how attempts went may be written down a little later. */
    public boolean isInBurst(long nanos) {
        return burst.goesFirst(nanos);
    }

    /** All it knows, for tests that hold it against the store. */
    EngineState state() {
        return state;
    }

    /** How much is under way. */
    public EngineLoad load() {
        return new EngineLoad(state.slots.used(), state.ready.size(), state.live.size());
    }
}
