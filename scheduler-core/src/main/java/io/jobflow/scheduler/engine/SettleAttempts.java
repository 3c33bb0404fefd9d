package io.jobflow.scheduler.engine;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ends attempts: writes down how each ended and what follows. The first word about an attempt counts, later ones are
 * ignored. */
final class SettleAttempts {

    private final EngineState state;
    private final Admission admission;
    private final StartAttempts starts;
    private final BlockedShards blocked;

    SettleAttempts(EngineState state, Admission admission, StartAttempts starts) {
        this.state = state;
        this.admission = admission;
        this.starts = starts;
        this.blocked = new BlockedShards(state, starts);
    }

    /** Hears an answer. An accepted attempt goes on until its deadline. */
    void returned(Event.Returned event) {
        if (!(event.answer() instanceof Answer.Ended ended)) {
            return;
        }
        LiveExecution execution = state.live.get(event.execution());
        Attempt attempt = execution == null
                ? null
                : execution.value.shard(event.shardIndex()).lastAttempt();
        boolean hasLeft = execution != null && !execution.isUnsent(event.shardIndex());
        if (execution != null
                && attempt != null
                && hasLeft
                && attempt.isRunning()
                && attempt.number() == event.attemptNumber()) {
            noteAnswer(execution, event.shardIndex(), ended.outcome());
            settle(execution, event.shardIndex(), attempt, ended.outcome());
        } else {
            state.happened(new Notice.LateWord(
                    event.execution(), event.shardIndex(), event.attemptNumber(), ended.outcome(), false));
        }
    }

    private void noteAnswer(LiveExecution execution, int index, Outcome outcome) {
        String service = execution.slots.get(index);
        boolean isAnswer = outcome.result() == JobResult.SUCCESS || outcome.httpStatus() != null;
        if (service != null && isAnswer) {
            state.ahead.answered(service, state.nanos());
        }
    }

    /** Ends everything of an execution that is not final: attempts under way are no longer waited for. */
    void cancel(LiveExecution execution) {
        List<Integer> unsent = execution.unsentShards();
        starts.beginUnsent(execution);
        cancelPendingShards(execution);
        for (ShardRun shard : execution.value.shards()) {
            Attempt attempt = shard.lastAttempt();
            if (shard.status() == ShardStatus.RUNNING && attempt != null) {
                settle(execution, shard.index(), attempt, unsent.contains(shard.index()) ? NEVER_SENT : CANCELLED);
            }
        }
    }

    /**
     * Ends attempts that were written ahead and have found no slot yet: none leaves any more, and the next process must not
     * take one for sent.
     */
    void giveBackUnsent() {
        for (LiveExecution execution : List.copyOf(state.live.values())) {
            for (int index : execution.unsentShards()) {
                settle(execution, index, starts.beginUnsent(execution, index), NOT_SENT);
            }
        }
    }

    private static final Outcome NOT_SENT =
            Outcome.retryable(JobResult.REJECTED, "not sent: the scheduler was stopped");

    /**
     * Has an execution make way for another: what is not under way ends at once, an attempt that is when its answer or
     * its deadline comes. Its place is free then, not before.
     */
    void replace(LiveExecution execution, Reason why) {
        execution.replaced = true;
        execution.job.replaced++;
        starts.dropPending(execution);
        execution.value = execution.value.because(why);
        List<Integer> unsent = execution.unsentShards();
        endPending(execution, ShardRun::cancelled, why);
        for (int index : unsent) {
            Attempt attempt = starts.beginUnsent(execution, index);
            execution.value = execution.value.because(why);
            settle(execution, index, attempt, SendAttempts.REPLACED);
        }
    }

    /** Ends an execution that waited its turn, because a later one takes it. */
    void overtake(LiveExecution execution, Reason why) {
        boolean isFresh = execution.value.shards().stream()
                .allMatch(shard -> shard.attempts().isEmpty());
        endPending(execution, isFresh ? ShardRun::skipped : ShardRun::cancelled, why);
    }

    private void endPending(LiveExecution execution, UnaryOperator<ShardRun> end, Reason why) {
        for (ShardRun shard : execution.value.shards()) {
            if (shard.status() == ShardStatus.PENDING) {
                execution.value = execution.value.with(end.apply(shard), state.wall(), why);
            }
        }
        Execution after = execution.value;
        state.write(new StoreWrite.UpdateExecution(after, null), result -> announceEnd(after));
        endIfFinal(execution);
    }

    private static final Outcome CANCELLED =
            new Outcome(JobResult.CANCELLED, null, "cancelled by request", null, false, null);

    private static final Outcome NEVER_SENT =
            new Outcome(JobResult.CANCELLED, null, "not sent: cancelled by request before that", null, false, null);

    private void cancelPendingShards(LiveExecution execution) {
        if (execution.value.shards().stream().anyMatch(shard -> shard.status() == ShardStatus.PENDING)) {
            endPending(execution, ShardRun::cancelled, new Reason(Reason.CANCELLED, "Cancelled by request."));
        }
    }

    private void settle(LiveExecution execution, int index, Attempt attempt, Outcome outcome) {
        settle(execution, index, attempt, outcome, ended -> {});
    }

    /**
     * Ends a running attempt.
     *
     * @param whenDurable called with the attempt, ended, when that is durable
     */
    void settle(LiveExecution execution, int index, Attempt attempt, Outcome outcome, Consumer<Attempt> whenDurable) {
        Instant now = state.wall();
        Attempt ended = attempt.ended(outcome, now);
        ShardRun shard = execution.value.shard(index).settled(ended, ShardStatus.PENDING, null, outcome.checkpoint());
        Instant blockedUntil = blocked.until(execution, shard, outcome);
        Verdict verdict = verdict(execution, shard, outcome, blockedUntil);
        Duration wait = verdict.retryIn();
        shard = shard.settled(ended, verdict.status(), wait == null ? null : now.plus(wait), null);
        execution.value = execution.value.with(shard, now, verdict.reason());
        explain(execution, shard, verdict);
        state.cancelTimer(execution, index);
        starts.releaseSlot(execution, index);
        write(execution, index, ended, whenDurable);
        if (wait != null) {
            starts.retryAfter(execution, shard, wait);
            if (blockedUntil != null) {
                blocked.await(execution, shard);
            }
        }
        if (outcome.result() != JobResult.REJECTED) {
            blocked.release(execution, index);
        }
        endIfFinal(execution);
    }

    /** What follows of an outcome; an execution that is replaced ends whatever it is, and the attempt's row keeps it. */
    private Verdict verdict(LiveExecution execution, ShardRun shard, Outcome outcome, @Nullable Instant blockedUntil) {
        return execution.replaced
                ? new Verdict(ShardStatus.CANCELLED, null, execution.value.reason())
                : Verdict.of(
                        execution.job.job.definition(),
                        shard,
                        outcome,
                        state.settings,
                        new Verdict.Circumstances(
                                !execution.job.isDeleted(),
                                blockedUntil == null ? null : Duration.between(state.wall(), blockedUntil),
                                state.ids.random()));
    }

    /**
     * Where the settled shard's reason is not the execution's: one that goes on says what it waits for, and one that
     * ends badly although its last shard ended well says which shard failed.
     */
    private void explain(LiveExecution execution, ShardRun settled, Verdict verdict) {
        Execution value = execution.value;
        if (value.status() == ExecutionStatus.PENDING && settled.status() != ShardStatus.PENDING) {
            value.shards().stream()
                    .filter(shard -> shard.status() == ShardStatus.PENDING)
                    .findFirst()
                    .ifPresent(shard -> execution.value = value.because(waitingShard(execution, shard)));
        } else if (verdict.reason() == null && value.status().isFinal()) {
            value.shards().stream()
                    .filter(shard -> shard.status().isFailed())
                    .findFirst()
                    .ifPresent(shard -> execution.value = value.because(failedShard(shard)));
        }
    }

    private Reason waitingShard(LiveExecution execution, ShardRun shard) {
        Instant retryAt = shard.retryAt();
        return retryAt == null
                ? starts.whyNoSlot(execution)
                : new Reason(
                        Reason.WAITING_FOR_RETRY,
                        "Shard " + shard.index() + " of " + shard.slice().total() + " waits for its next attempt at "
                                + retryAt + ".");
    }

    private static Reason failedShard(ShardRun shard) {
        Attempt last = shard.lastAttempt();
        String said = last == null || last.message() == null ? shard.status().value() : last.message();
        return new Reason(
                Reason.SHARD_FAILED,
                "Shard " + shard.index() + " of " + shard.slice().total() + " ended as "
                        + shard.status().value() + ": " + said);
    }

    private void write(LiveExecution execution, int index, Attempt ended, Consumer<Attempt> whenDurable) {
        Execution after = execution.value;
        StoreWrite write = new StoreWrite.SettleAttempt(after, index, deadLetter(after));
        state.write(write, result -> {
            state.happened(new Notice.AttemptEnded(execution.job.job, after, index, ended));
            announceEnd(after);
            whenDurable.accept(ended);
        });
    }

    private static @Nullable Reason deadLetter(Execution execution) {
        return isFailure(execution.status()) ? execution.reason() : null;
    }

    private static boolean isFailure(ExecutionStatus status) {
        return switch (status) {
            case FAILURE, TIMEOUT, LOST, PARTIAL -> true;
            default -> false;
        };
    }

    private void announceEnd(Execution execution) {
        if (execution.status().isFinal()) {
            state.happened(new Notice.ExecutionEnded(execution));
        }
    }

    private void endIfFinal(LiveExecution execution) {
        if (execution.value.status().isFinal()) {
            starts.giveUp(execution);
            state.ended(execution.value);
            admission.leave(execution);
        }
    }
}
