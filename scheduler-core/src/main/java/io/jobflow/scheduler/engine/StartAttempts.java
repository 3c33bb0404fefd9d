package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.engine.ReadyShards.Ready;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Target;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings shards to an instance: takes a slot, makes the attempt, has it written down and only then sent by {@link SendAttempts}. */
final class StartAttempts {

    /** An attempt that ends sooner than this after it left is not written as running at all. */
    private static final Duration WRITTEN_AFTER = Duration.ofSeconds(1);

    private final EngineState state;
    private final Router router;
    private final SendAttempts sends;

    /** Attempts that left as they were written ahead, in the order in which they left; some have ended since. */
    private final Deque<Left> left = new ArrayDeque<>();
    /** Executions with a shard that has begun to wait for a slot in this step. */
    private final Set<ExecutionId> begunToWait = new TreeSet<>();

    /** Whether the attempt that started last needed no write before it left. */
    private boolean leftUnwritten;

    private record Left(long atNanos, LiveExecution execution, int index, Attempt attempt) {}

    StartAttempts(EngineState state, Router router, SendAttempts sends) {
        this.state = state;
        this.router = router;
        this.sends = sends;
    }

    /** Begins what finds a slot of a new execution, and says of one of which nothing does why. The caller writes. */
    void beginOrExplain(LiveExecution execution) {
        beginWhatHasASlot(execution);
        if (!execution.value.hasRunningAttempt()) {
            execution.value = execution.value.because(whyNoSlot(execution));
        }
    }

    private void beginWhatHasASlot(LiveExecution execution) {
        for (int index = 0; index < execution.value.shards().size(); index++) {
            if (state.stopping) {
                return;
            }
            if (mayBegin(execution.service())) {
                begin(execution, index);
            } else if (mayBeginAhead(execution.service())) {
                write(execution, index, state.wall());
            }
        }
    }

    /**
     * Puts every pending shard of an execution on its way: to its retry time, or to the next free slot. An execution
     * that is not recorded yet is put on its way when it is.
     */
    void queueShards(LiveExecution execution) {
        if (!execution.recorded) {
            return;
        }
        for (ShardRun shard : execution.value.shards()) {
            if (shard.status() == ShardStatus.PENDING) {
                queueShard(execution, shard);
            }
        }
    }

    private void queueShard(LiveExecution execution, ShardRun shard) {
        Instant retryAt = shard.retryAt();
        if (retryAt == null || !retryAt.isAfter(state.wall())) {
            waitForSlot(execution, shard.index());
        } else {
            retryAfter(execution, shard, atMostLongestWait(execution, Duration.between(state.wall(), retryAt)));
        }
    }

    /** A clock that was set back while no process ran must not make a retry wait longer than any may. */
    private Duration atMostLongestWait(LiveExecution execution, Duration wait) {
        Duration longest = execution.job.job.definition().retry().maxDelay();
        if (longest.compareTo(state.settings.rejectionDelay()) < 0) {
            longest = state.settings.rejectionDelay();
        }
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** Has a pending shard tried again after a wait. */
    void retryAfter(LiveExecution execution, ShardRun shard, Duration wait) {
        state.after(wait, execution, shard.index(), () -> waitForSlot(execution, shard.index()));
    }

    /** Has a shard that waits for its time tried again as soon as a slot is free. */
    void retryNow(LiveExecution execution, int index) {
        state.cancelTimer(execution, index);
        waitForSlot(execution, index);
    }

    /** Whether a new shard may go ahead without having waited; where tokens are short it does not overtake those that do. */
    private boolean mayBegin(String service) {
        return state.slots.isFree(service) && !isHeldByRate(service);
    }

    /** Whether a new shard that finds no slot may have its attempt written all the same. */
    private boolean mayBeginAhead(String service) {
        return !state.rates.isLimited(service) && state.ahead.mayWaitForSlot(service);
    }

    private boolean isHeldByRate(String service) {
        return state.rates.isLimited(service)
                && (state.ready.isAwaited(service) || !state.rates.hasToken(service, state.nanos()));
    }

    /** Whether the first shard that waits may start; where only a token is missing it is asked again when that comes. */
    private boolean mayStart(String service) {
        if (!state.slots.isFree(service)) {
            return false;
        }
        boolean hasToken = state.rates.hasToken(service, state.nanos());
        if (!hasToken) {
            state.rates.whenTokenComes(service, state.nanos(), () -> state.ready.freed(service));
        }
        return hasToken;
    }

    /** Whether attempts wait that leave with the next free slot and need no write before that. */
    boolean isHeldUpBySlots() {
        return leftUnwritten && state.ready.size() > 0;
    }

    /** Starts waiting shards while slots are free. */
    void startReady() {
        Ready next;
        while (!state.slots.areAllTaken() && (next = state.ready.poll(this::mayStart)) != null) {
            LiveExecution execution = state.live.get(next.execution());
            if (execution == null) {
                throw new IllegalStateException("shard waits for a slot, but its execution has ended: " + next);
            }
            start(execution, next.shardIndex());
        }
    }

    private void start(LiveExecution execution, int index) {
        if (execution.isUnsent(index)) {
            startUnsent(execution, index);
            return;
        }
        leftUnwritten = false;
        begin(execution, index);
        int number = execution.value.shard(index).attempts().size();
        state.write(
                new StoreWrite.StartAttempt(execution.value, index),
                result -> sends.sendIfCurrent(execution.id(), index, number));
    }

    private void begin(LiveExecution execution, int index) {
        ShardRun shard = execution.value.shard(index);
        Attempt attempt =
                newAttempt(execution, shard, state.wall(), state.wall().plus(timeout(execution)));
        takeSlot(execution, index);
        state.rates.take(execution.service(), state.nanos());
        execution.job.lastToken = attempt.token().value();
        execution.value = execution.value.with(shard.started(attempt), state.wall(), null);
    }

    private Attempt newAttempt(LiveExecution execution, ShardRun shard, Instant at, Instant deadline) {
        Attempt last = shard.lastAttempt();
        Target target = execution.job.job.definition().target();
        Instance instance = router.choose(target, last == null ? null : last.instance());
        return Attempt.starting(
                shard.attempts().size() + 1,
                instance == null ? null : instance.baseUrl(),
                state.nextToken(),
                state.ids.spanId(),
                at,
                deadline);
    }

    /** Makes the first attempts of an execution that is planned for an instant; they take no slots. The caller writes. */
    void prepare(LiveExecution execution, Instant at, Reason why) {
        for (int index = 0; index < execution.value.shards().size(); index++) {
            write(execution, index, at);
        }
        execution.value = execution.value.planned(at, why);
    }

    /** Makes an attempt that takes no slot yet and is to leave at an instant, or soon after. */
    private void write(LiveExecution execution, int index, Instant at) {
        ShardRun shard = execution.value.shard(index);
        Attempt attempt =
                newAttempt(execution, shard, at, at.plus(timeout(execution)).plus(WrittenAhead.LONGEST_WAIT));
        state.ahead.add(execution, index);
        execution.value = execution.value.with(shard.started(attempt), at, null);
    }

    private static Duration timeout(LiveExecution execution) {
        return execution.job.job.definition().timeout();
    }

    /** Has attempts that were written ahead leave as soon as there are slots. */
    void queueUnsent(LiveExecution execution) {
        execution.unsentShards().forEach(index -> waitForSlot(execution, index));
    }

    private void startUnsent(LiveExecution execution, int index) {
        Attempt written = runningAttempt(execution, index);
        boolean isFirst = execution.unsent.size() == execution.value.shards().size();
        state.ahead.remove(execution, index);
        takeSlot(execution, index);
        state.rates.take(execution.service(), state.nanos());
        boolean isLate = Duration.between(written.startedAt(), state.wall()).compareTo(WrittenAhead.LONGEST_WAIT) > 0;
        boolean isStale = written.token().value() < execution.job.lastToken;
        boolean isEdited = execution.value.jobVersion() != execution.job.job.version();
        Attempt attempt = isLate || isStale || isEdited ? renewed(execution, written) : written.leaving(state.wall());
        execution.job.lastToken = attempt.token().value();
        execution.value = execution.value.withRunning(
                execution.value.shard(index).withLast(attempt), isFirst ? state.wall() : execution.value.startedAt());
        leftUnwritten = attempt.token().equals(written.token());
        if (leftUnwritten) {
            left.addLast(new Left(state.nanos(), execution, index, attempt));
            sends.send(execution, index, attempt, timeout(execution));
        } else {
            state.write(
                    new StoreWrite.RenewAttempt(execution.value, index, written.token()),
                    result -> sends.sendIfCurrent(execution.id(), index, attempt.number()));
        }
    }

    /**
     * Nothing was sent with the first token, and a later attempt of the job may have left with a greater one. Nor need the
     * job's target be what it was.
     */
    private Attempt renewed(LiveExecution execution, Attempt written) {
        Instance instance = router.choose(execution.job.job.definition().target(), null);
        return Attempt.starting(
                written.number(),
                instance == null ? null : instance.baseUrl(),
                state.nextToken(),
                written.spanId(),
                state.wall(),
                state.wall().plus(timeout(execution)));
    }

    private static Attempt runningAttempt(LiveExecution execution, int index) {
        Attempt attempt = execution.value.shard(index).lastAttempt();
        if (attempt == null || !attempt.isRunning()) {
            throw new IllegalStateException("shard " + index + " of execution " + execution.id()
                    + " has no attempt that" + " was written ahead: " + attempt);
        }
        return attempt;
    }

    /** Has attempts that were written ahead count as begun, so that they can be ended without having left. */
    void beginUnsent(LiveExecution execution) {
        execution.unsentShards().forEach(index -> beginUnsent(execution, index));
    }

    /** Has one attempt that was written ahead count as begun, so that it can be ended. */
    Attempt beginUnsent(LiveExecution execution, int index) {
        Attempt attempt = runningAttempt(execution, index).leaving(state.wall());
        state.ready.remove(execution.id(), index);
        state.ahead.remove(execution, index);
        execution.value =
                execution.value.withRunning(execution.value.shard(index).withLast(attempt), state.wall());
        return attempt;
    }

    /** Goes on with attempts that an earlier process wrote ahead and whose time has come: they may have left. */
    void takeOverAsLeft(LiveExecution execution) {
        for (ShardRun shard : execution.value.shards()) {
            Attempt attempt = shard.lastAttempt();
            if (attempt != null && attempt.isRunning()) {
                left.addLast(new Left(state.nanos(), execution, shard.index(), attempt));
            }
        }
    }

    /** Writes down which attempts have left as they were written ahead and still run a while later. */
    void writeWhatHasLeft() {
        Left first;
        while ((first = left.peekFirst()) != null && (!stillRuns(first) || isToBeWritten(first))) {
            left.removeFirst();
            if (stillRuns(first)) {
                FencingToken token = first.attempt().token();
                state.write(new StoreWrite.RenewAttempt(first.execution().value, first.index(), token), result -> {});
            }
        }
    }

    private boolean stillRuns(Left one) {
        LiveExecution execution = one.execution();
        return state.live.get(execution.id()) == execution
                && one.attempt().equals(execution.value.shard(one.index()).lastAttempt());
    }

    private boolean isToBeWritten(Left one) {
        return state.nanos() - one.atNanos() >= WRITTEN_AFTER.toNanos();
    }

    /** How long until {@link #writeWhatHasLeft} has something to do; null when nothing has left unwritten. */
    @Nullable Duration untilNextToWrite(long nanos) {
        return left.isEmpty() ? null : Duration.ofNanos(left.getFirst().atNanos() + WRITTEN_AFTER.toNanos() - nanos);
    }

    /** Counts a shard's attempt as under way, even when no slot is free. */
    void takeSlot(LiveExecution execution, int index) {
        String service = execution.service();
        state.slots.take(service);
        execution.slots.put(index, service);
    }

    void releaseSlot(LiveExecution execution, int index) {
        String service = execution.slots.remove(index);
        if (service != null) {
            state.slots.release(service);
            state.ready.freed(service);
        }
    }

    /** Says of what has begun to wait in this step, and still waits at its end, what it waits for. */
    void explainWaiting() {
        for (ExecutionId id : begunToWait) {
            LiveExecution execution = state.live.get(id);
            if (execution != null && !execution.value.hasRunningAttempt() && !saysSlot(execution)) {
                execution.value = execution.value.because(whyNoSlot(execution));
                state.write(new StoreWrite.UpdateExecution(execution.value, null), result -> {});
            }
        }
        begunToWait.clear();
    }

    private static boolean saysSlot(LiveExecution execution) {
        Reason reason = execution.value.reason();
        return reason != null
                && (reason.code().equals(Reason.WAITING_FOR_SLOT)
                        || reason.code().equals(Reason.WAITING_FOR_RATE));
    }

    /** Why an execution that has its place is not under way. */
    Reason whyNoSlot(LiveExecution execution) {
        String service = execution.service();
        return state.slots.isFree(service) && isHeldByRate(service)
                ? new Reason(
                        Reason.WAITING_FOR_RATE,
                        "Waits for the rate limit of service \"" + service + "\", which is "
                                + state.rates.textOf(service) + ".")
                : Reason.usual(Reason.WAITING_FOR_SLOT);
    }

    private void waitForSlot(LiveExecution execution, int index) {
        begunToWait.add(execution.id());
        state.ready.add(new Ready(
                execution.service(),
                execution.job.job.definition().priority(),
                // A backfill's fire times are old; its executions do not go before those of the present for that.
                execution.value.trigger() == Trigger.BACKFILL
                        ? execution.value.createdAt()
                        : execution.value.fireTime(),
                execution.id(),
                index));
    }

    /** Has shards that wait for a slot wait by what their job says now. */
    void requeue(JobState job) {
        for (LiveExecution execution : state.live.values()) {
            if (execution.job == job) {
                requeue(execution);
            }
        }
    }

    private void requeue(LiveExecution execution) {
        for (ShardRun shard : execution.value.shards()) {
            if (state.ready.contains(execution.id(), shard.index())) {
                waitForSlot(execution, shard.index());
            }
        }
    }

    /** Takes an execution's shards that are not under way out of every queue. */
    void dropPending(LiveExecution execution) {
        for (ShardRun shard : execution.value.shards()) {
            if (shard.status() == ShardStatus.PENDING) {
                state.ready.remove(execution.id(), shard.index());
                state.cancelTimer(execution, shard.index());
            }
        }
    }

    /** Takes an execution's shards out of every queue and gives its slots back. */
    void giveUp(LiveExecution execution) {
        for (ShardRun shard : execution.value.shards()) {
            state.ready.remove(execution.id(), shard.index());
            state.cancelTimer(execution, shard.index());
            releaseSlot(execution, shard.index());
        }
        state.ahead.removeAll(execution);
    }
}
