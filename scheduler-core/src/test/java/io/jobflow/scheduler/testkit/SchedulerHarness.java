package io.jobflow.scheduler.testkit;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Engine;
import io.jobflow.scheduler.engine.EngineSettings;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.RandomIds;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler without threads: the real engine over the model store, with clocks that a test moves and executors that
 * answer when a test says so. A crash is an engine thrown away.
 */
public final class SchedulerHarness {

    public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    public final ManualTime time = new ManualTime(START);
    public final JobStore store;
    public final List<DispatchRequest> sent = new ArrayList<>();
    /** Questions to executors how an attempt stands. */
    public final List<DispatchRequest> asked = new ArrayList<>();

    public final List<Notice> notices = new ArrayList<>();
    public final List<StoreWrite> writes = new ArrayList<>();

    private final Map<Long, Reply> replies = new LinkedHashMap<>();
    private final EngineSettings settings;
    private final StaticInstances instances;
    private final UnaryOperator<List<Effect>> shell;
    private final Deque<Effect.LoadWaiting> loads = new ArrayDeque<>();
    private Engine engine;
    private Epoch epoch = new Epoch(0);
    private long lastRequestId;
    private int processes;
    private int attemptsTakenOver;
    private CommitFate fate = CommitFate.APPLIED;
    private int commitsBeforeFate = -1;

    /** What becomes of one commit. */
    public enum CommitFate {
        /** It is applied and the engine hears of it. */
        APPLIED,
        /** The process is lost before it. */
        LOST,
        /** It is applied and the process is lost before the engine hears of it. */
        APPLIED_UNHEARD,
        /** It is applied, its outcome stays unknown, and the same batch is written again. */
        REPEATED
    }

    /** The process is gone; {@link #restart} brings up another. */
    public static final class ProcessLost extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    public SchedulerHarness() {
        this(EngineSettings.DEFAULT);
    }

    public SchedulerHarness(EngineSettings settings) {
        this(settings, new MemoryStore(), effects -> effects);
    }

    /**
     * A scheduler over a store and with a shell that may have faults.
     *
     * @param shell what the shell makes of each step's effects
     */
    public SchedulerHarness(EngineSettings settings, JobStore store, UnaryOperator<List<Effect>> shell) {
        this.settings = settings;
        this.store = store;
        this.shell = shell;
        this.instances = new StaticInstances(Map.of());
        this.engine = newEngine(0);
        restart();
    }

    private Engine newEngine(long greatestExecutionId) {
        SplittableRandom random = new SplittableRandom(++processes);
        return new Engine(settings, new RandomIds(time, random, greatestExecutionId), instances);
    }

    /** Loses the process with all it knew, and starts another on the same store. */
    public void restart() {
        Snapshot snapshot = store.takeOver();
        epoch = snapshot.epoch();
        attemptsTakenOver = (int) snapshot.unfinished().stream()
                .flatMap(execution -> execution.shards().stream())
                .filter(shard -> shard.status() == ShardStatus.RUNNING)
                .count();
        loads.clear();
        engine = newEngine(snapshot.greatestExecutionId());
        feed(new Event.Started(snapshot));
    }

    /** How many attempts were written as running when a process took over since the last call. */
    public int takeCountTakenOver() {
        int count = attemptsTakenOver;
        attemptsTakenOver = 0;
        return count;
    }

    /** Decides the fate of a commit to come; the ones after it are applied again. */
    public void atCommit(int commitsBefore, CommitFate next) {
        commitsBeforeFate = commitsBefore;
        fate = next;
    }

    public void stopping() {
        feed(new Event.Stopping());
    }

    /** Lets time pass; the engine is woken whenever it asked to be. */
    public void advance(Duration duration) {
        Instant end = time.now().plus(duration);
        while (true) {
            Duration left = Duration.between(time.now(), end);
            Duration wake = engine.untilNextWake(time.moment());
            if (wake == null || wake.compareTo(left) > 0) {
                time.advance(left);
                feed(new Event.Tick());
                return;
            }
            if (wake.compareTo(Duration.ZERO) > 0) {
                time.advance(wake);
            }
            feed(new Event.Tick());
        }
    }

    /** Lets time pass while the store takes that long for one commit: the engine decides, and all becomes durable at the end. */
    public void advanceWithinACommit(Duration duration) {
        Instant end = time.now().plus(duration);
        List<Effect.Write> round = new ArrayList<>();
        List<Effect.Answered> answers = new ArrayList<>();
        while (time.now().isBefore(end)) {
            Duration left = Duration.between(time.now(), end);
            Duration wake = engine.untilNextWake(time.moment());
            time.advance(wake == null || wake.compareTo(left) > 0 ? left : wake);
            engine.step(new Event.Tick(), time.moment()).forEach(effect -> perform(effect, round, answers));
        }
        playRound(commit(round));
    }

    /** Lets time pass while no process runs. */
    public void advanceWhileDown(Duration duration) {
        time.advance(duration);
    }

    public Reply submit(Command command) {
        Event.Requested request = request(command);
        feed(request);
        Reply reply = takeReply(request);
        if (reply == null) {
            throw new AssertionError("no reply to " + command);
        }
        return reply;
    }

    /** A command as an event of a round. */
    public Event.Requested request(Command command) {
        return new Event.Requested(++lastRequestId, command);
    }

    /** The reply to a command, once; null when there is none. */
    public @Nullable Reply takeReply(Event.Requested request) {
        return replies.remove(request.requestId());
    }

    /** Has the engine hear several events before anything is committed, as a busy loop does. */
    public void round(Event... events) {
        feed(events);
    }

    public Job create(JobDefinition definition) {
        return ((Reply.JobSaved) submit(new Command.CreateJob(definition))).job();
    }

    public Execution trigger(String job) {
        Reply reply = submit(new Command.TriggerJob(job, Trigger.API, null, null, null));
        return ((Reply.Executed) reply).execution();
    }

    /** Answers the newest request that was sent. */
    public void answer(Outcome outcome) {
        answer(sent.get(sent.size() - 1), outcome);
    }

    public void answer(DispatchRequest request, Outcome outcome) {
        answer(request, new Answer.Ended(outcome));
    }

    public void answer(DispatchRequest request, Answer answer) {
        feed(returned(request, answer));
    }

    /** Answers a question how an attempt stands. */
    public void tell(DispatchRequest asked, StatusAnswer answer) {
        feed(new Event.StatusTold(
                asked.execution().id(), asked.shard().index(), asked.attempt().number(), answer));
    }

    /** An answer as an event of a round. */
    public static Event.Returned returned(DispatchRequest request, Answer answer) {
        return new Event.Returned(
                request.execution().id(),
                request.shard().index(),
                request.attempt().number(),
                answer);
    }

    public static Outcome failure(String message) {
        return Outcome.retryable(JobResult.FAILURE, message);
    }

    /** An execution as the store has it. */
    public Execution stored(Execution execution) {
        return store.findExecution(execution.id()).orElseThrow();
    }

    /** Every execution in the store whose time has come, as an answer would show it, oldest fire time first. */
    public List<Execution> executions() {
        return everything().stream()
                .map(execution -> execution.seenAt(time.now()))
                .filter(execution -> execution.status() != ExecutionStatus.PLANNED)
                .toList();
    }

    /** Every execution as the store has it, also those planned ahead, oldest fire time first. */
    public List<Execution> everything() {
        ExecutionFilter all = new ExecutionFilter(null, Set.of(), null, null);
        List<Execution> found = new ArrayList<>();
        List<Execution> page;
        for (int i = 0; !(page = page(all, i)).isEmpty(); i++) {
            found.addAll(page);
        }
        return found.stream()
                .sorted(Comparator.comparing(Execution::fireTime).thenComparing(Execution::id))
                .toList();
    }

    private List<Execution> page(ExecutionFilter filter, int number) {
        return store.listExecutions(filter, new PageRequest(number, PageRequest.MAX_SIZE))
                .items();
    }

    public List<ExecutionStatus> statuses() {
        return executions().stream().map(Execution::status).toList();
    }

    /** The reason of an execution that must have one. */
    public static Reason reasonOf(Execution execution) {
        return Objects.requireNonNull(execution.reason(), () -> "no reason: " + execution);
    }

    public Engine engine() {
        return engine;
    }

    private void feed(Event... events) {
        playRound(List.of(events));
        while (!loads.isEmpty()) {
            Effect.LoadWaiting load = loads.removeFirst();
            List<Execution> page = store.listWaiting(load.job(), load.after(), load.limit());
            playRound(List.of(new Event.WaitingLoaded(load.job(), load.after(), load.limit(), page)));
        }
    }

    private void playRound(List<Event> events) {
        List<Event> todo = events;
        while (!todo.isEmpty()) {
            List<Effect.Write> round = new ArrayList<>();
            List<Effect.Answered> answers = new ArrayList<>();
            for (Event next : todo) {
                shell.apply(engine.step(next, time.moment())).forEach(effect -> perform(effect, round, answers));
            }
            todo = commit(round);
            answers.forEach(answered -> replies.put(answered.requestId(), answered.reply()));
        }
    }

    private List<Event> commit(List<Effect.Write> round) {
        List<StoreWrite> batch = round.stream().map(Effect.Write::write).toList();
        writes.addAll(batch);
        List<WriteResult> results = batch.isEmpty() ? List.of() : write(batch);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < round.size(); i++) {
            events.add(new Event.Written(round.get(i).writeId(), results.get(i)));
        }
        return events;
    }

    private List<WriteResult> write(List<StoreWrite> batch) {
        CommitFate now = commitsBeforeFate-- == 0 ? fate : CommitFate.APPLIED;
        if (now == CommitFate.LOST) {
            throw new ProcessLost();
        }
        List<WriteResult> results = store.write(epoch, batch);
        if (now == CommitFate.APPLIED_UNHEARD) {
            throw new ProcessLost();
        }
        return now == CommitFate.REPEATED ? store.write(epoch, batch) : results;
    }

    private void perform(Effect effect, List<Effect.Write> round, List<Effect.Answered> answers) {
        if (effect instanceof Effect.Write write) {
            round.add(write);
        } else if (effect instanceof Effect.Send send) {
            requireDurable(send.request());
            sent.add(send.request());
        } else if (effect instanceof Effect.Ask ask) {
            asked.add(ask.request());
        } else if (effect instanceof Effect.Answered answered) {
            answers.add(answered);
        } else if (effect instanceof Effect.Happened happened) {
            notices.add(happened.notice());
        } else if (effect instanceof Effect.LoadWaiting load) {
            loads.addLast(load);
        }
    }

    /** Holds for every test: nothing leaves before its attempt is durable, nor before its fire time. */
    private void requireDurable(DispatchRequest request) {
        Execution stored = store.findExecution(request.execution().id())
                .orElseThrow(() -> new AssertionError("sent before its execution was durable: " + request));
        boolean durable = stored.shard(request.shard().index()).attempts().stream()
                .anyMatch(attempt -> attempt.number() == request.attempt().number()
                        && attempt.token().equals(request.attempt().token()));
        if (!durable || time.now().isBefore(request.execution().fireTime())) {
            throw new AssertionError("sent too early: " + request);
        }
    }
}
