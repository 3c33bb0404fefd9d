package io.jobflow.scheduler.engine;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks executors how the attempts of an earlier process stand, where the job says that they can be asked. The first
 * question waits a moment, because the request itself may still be on its way; the next ones wait ever longer. At the
 * attempt's deadline there is nothing left to ask.
 */
final class AskExecutors {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final EngineState state;
    private final SettleAttempts settles;

    AskExecutors(EngineState state, SettleAttempts settles) {
        this.state = state;
        this.settles = settles;
    }

    /** Begins to ask, if the job's target has a status path and it is known who was called. */
    void about(LiveExecution execution, int shardIndex, Attempt attempt) {
        String instance = attempt.instance();
        if (instance != null && execution.job.job.definition().target().statusPath() != null) {
            askIn(FIRST_WAIT, new Question(execution, shardIndex, attempt, new Instance(instance)));
        }
    }

    private void askIn(Duration wait, Question question) {
        question.lastWait = wait;
        state.timers.at(state.nanos() + wait.toNanos(), () -> ask(question));
    }

    private void ask(Question question) {
        Target target = question.execution.job.job.definition().target();
        if (isOpen(question) && !state.stopping && target.statusPath() != null) {
            state.emit(new Effect.Ask(new DispatchRequest(
                    question.execution.value,
                    question.execution.value.shard(question.shardIndex),
                    question.attempt,
                    question.instance,
                    target,
                    Duration.between(question.attempt.startedAt(), question.attempt.deadline()))));
            question.execution.questions.put(question.shardIndex, question);
        }
    }

    /** Hears what an executor says. */
    void answered(Event.StatusTold event) {
        LiveExecution execution = state.live.get(event.execution());
        Question question = execution == null ? null : execution.questions.remove(event.shardIndex());
        if (question == null || !isOpen(question) || question.attempt.number() != event.attemptNumber()) {
            return;
        }
        Outcome outcome = outcome(event.answer());
        if (outcome == null) {
            Duration twice = question.lastWait.multipliedBy(2);
            askIn(twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT, question);
        } else {
            settles.returned(new Event.Returned(
                    event.execution(), event.shardIndex(), event.attemptNumber(), new Answer.Ended(outcome)));
        }
    }

    /** How the attempt has ended; null when that cannot be said yet. */
    private static @Nullable Outcome outcome(StatusAnswer answer) {
        if (answer instanceof StatusAnswer.Ended ended) {
            return ended.outcome();
        }
        return answer instanceof StatusAnswer.Unknown
                ? Outcome.retryable(
                        JobResult.LOST,
                        "the scheduler stopped while the attempt was under way, and its executor knows nothing of it")
                : null;
    }

    private boolean isOpen(Question question) {
        LiveExecution live = state.live.get(question.execution.id());
        Attempt last =
                live == null ? null : live.value.shard(question.shardIndex).lastAttempt();
        return last != null && last.isRunning() && last.number() == question.attempt.number();
    }

    /** One attempt that is asked about. */
    static final class Question {

        private final LiveExecution execution;
        private final int shardIndex;
        private final Attempt attempt;
        private final Instance instance;
        private Duration lastWait = FIRST_WAIT;

        Question(LiveExecution execution, int shardIndex, Attempt attempt, Instance instance) {
            this.execution = execution;
            this.shardIndex = shardIndex;
            this.attempt = attempt;
            this.instance = instance;
        }
    }
}
