package io.jobflow.scheduler.engine;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.config.DurationText;
import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Sends attempts whose rows are durable, none before its fire time, and waits for their answers. */
final class SendAttempts {

    /** How long an attempt is held back before the wall clock is asked again: it may have been set right meanwhile. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(1);

    private final EngineState state;
    private @Nullable SettleAttempts settles;

    SendAttempts(EngineState state) {
        this.state = state;
    }

    /** Completes the pair: attempts that cannot be sent are settled at once. */
    void settleBy(SettleAttempts steps) {
        settles = steps;
    }

    /** Sends the attempts with which an execution was recorded, now that they are durable. */
    void sendRecorded(Execution recorded) {
        for (ShardRun shard : recorded.shards()) {
            if (!shard.attempts().isEmpty()) {
                sendIfCurrent(recorded.id(), shard.index(), shard.attempts().size());
            }
        }
    }

    /** Sends an attempt whose row is durable now, unless it has been settled meanwhile. */
    void sendIfCurrent(ExecutionId id, int index, int number) {
        LiveExecution execution = state.live.get(id);
        if (execution == null) {
            return;
        }
        Attempt attempt = execution.value.shard(index).lastAttempt();
        if (attempt != null && attempt.isRunning() && attempt.number() == number && !execution.isUnsent(index)) {
            send(execution, index, attempt);
        }
    }

    private void send(LiveExecution execution, int index, Attempt attempt) {
        send(execution, index, attempt, timeLeft(attempt));
    }

    /** Sends an attempt, which may take so long. */
    void send(LiveExecution execution, int index, Attempt attempt, Duration timeout) {
        Duration early = Duration.between(state.wall(), execution.value.fireTime());
        if (early.compareTo(Duration.ZERO) > 0) {
            Duration wait = early.compareTo(LONGEST_HOLD) > 0 ? LONGEST_HOLD : early;
            state.after(wait, execution, index, () -> sendIfCurrent(execution.id(), index, attempt.number()));
            return;
        }
        state.happened(new Notice.AttemptStarted(execution.job.job, execution.value, index, attempt));
        Target target = execution.job.job.definition().target();
        if (execution.replaced) {
            settle(execution, index, attempt, REPLACED);
            return;
        }
        String baseUrl = attempt.instance();
        if (baseUrl == null) {
            settle(execution, index, attempt, noInstance(target));
            return;
        }
        if (timeout.isNegative() || timeout.isZero()) {
            settle(execution, index, attempt, writtenTooLate(attempt));
            return;
        }
        ShardRun shard = execution.value.shard(index);
        state.emit(new Effect.Send(
                new DispatchRequest(execution.value, shard, attempt, new Instance(baseUrl), target, timeout)));
        expectAnswer(
                execution,
                index,
                attempt,
                timeout,
                JobResult.TIMEOUT,
                "no answer within " + DurationText.format(timeout));
    }

    /**
     * What an attempt may still take. A short wait for the store is made good; after a long one the deadline that was
     * written holds, because after a crash it is all that says how long the attempt may still be running.
     */
    private Duration timeLeft(Attempt attempt) {
        Duration whole = Duration.between(attempt.startedAt(), attempt.deadline());
        Duration late = Duration.between(attempt.startedAt(), state.wall());
        return late.compareTo(state.settings.answerGrace()) > 0 ? whole.minus(late) : whole;
    }

    static final Outcome REPLACED =
            new Outcome(JobResult.CANCELLED, null, "not sent: its execution was replaced meanwhile", null, false, null);

    private static Outcome writtenTooLate(Attempt attempt) {
        return Outcome.retryable(
                JobResult.REJECTED,
                "not sent: the store took the attempt's record only after its deadline " + attempt.deadline());
    }

    private static Outcome noInstance(Target target) {
        return Outcome.retryable(
                JobResult.REJECTED,
                "no live instance of service \"" + target.service() + "\" is known; name its base URLs in "
                        + "jobflow.services." + target.service());
    }

    /** Settles an attempt with a given result unless an answer comes within a time and the grace after it. */
    void expectAnswer(
            LiveExecution execution, int index, Attempt attempt, Duration wait, JobResult result, String message) {
        state.after(
                wait.plus(state.settings.answerGrace()),
                execution,
                index,
                () -> settle(execution, index, attempt, Outcome.retryable(result, message)));
    }

    /** Waits, until its deadline, for an attempt whose answer can no longer come, and then counts it as lost. */
    void awaitUnheard(LiveExecution execution, int index, Attempt attempt, String message) {
        expectAnswer(execution, index, attempt, leftOf(attempt), JobResult.LOST, message);
    }

    /** How long an attempt may still run; never more than it was given, even when the clock was set back meanwhile. */
    private Duration leftOf(Attempt attempt) {
        Duration whole = Duration.between(attempt.startedAt(), attempt.deadline());
        Duration left = Duration.between(state.wall(), attempt.deadline());
        return left.compareTo(whole) < 0 ? left : whole;
    }

    private void settle(LiveExecution execution, int index, Attempt attempt, Outcome outcome) {
        if (settles != null) {
            settles.returned(new Event.Returned(execution.id(), index, attempt.number(), new Answer.Ended(outcome)));
        }
    }
}
