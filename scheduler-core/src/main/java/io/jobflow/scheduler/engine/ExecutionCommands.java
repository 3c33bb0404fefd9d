package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Triggers and cancels executions. */
final class ExecutionCommands {

    private final EngineState state;
    private final PlanDueFires plans;
    private final PlanAhead planAhead;
    private final Admission admission;
    private final Backlog backlog;
    private final SettleAttempts settles;

    ExecutionCommands(
            EngineState state,
            PlanDueFires plans,
            PlanAhead planAhead,
            Admission admission,
            Backlog backlog,
            SettleAttempts settles) {
        this.state = state;
        this.plans = plans;
        this.planAhead = planAhead;
        this.admission = admission;
        this.backlog = backlog;
        this.settles = settles;
    }

    void trigger(long requestId, Command.TriggerJob command) {
        JobState job = state.jobNamed(command.name());
        if (job == null) {
            reply(requestId, new Reply.NoSuchJob(command.name()));
            return;
        }
        String key = command.idempotencyKey();
        Execution fresh = plans.fresh(
                job,
                key == null ? null : FireKey.triggered(key),
                state.wall(),
                command.trigger(),
                command.requestHash(),
                null);
        if (command.params() != null) {
            fresh = fresh.withParams(command.params());
        }
        planAhead.makeRoom(job);
        Execution recorded = admission.admit(job, fresh);
        state.write(new StoreWrite.RecordTrigger(recorded), result -> triggered(requestId, command, recorded, result));
    }

    private void triggered(long requestId, Command.TriggerJob command, Execution recorded, WriteResult result) {
        Execution earlier = result.duplicates().get(recorded.id());
        if (earlier == null) {
            reply(requestId, new Reply.Executed(recorded, false));
            plans.announceAndStart(recorded);
            return;
        }
        admission.withdraw(recorded);
        if (Objects.equals(earlier.requestHash(), command.requestHash())) {
            reply(requestId, new Reply.Executed(earlier, true));
        } else {
            String message = "Idempotency-Key \"" + command.idempotencyKey() + "\" was used for execution "
                    + earlier.id() + " with another body; use a new key for another request.";
            reply(requestId, new Reply.Conflict("idempotency-key.reused", message));
        }
    }

    void cancel(long requestId, Execution execution) {
        LiveExecution live = find(execution);
        if (live == null) {
            String message = "Execution " + execution.id() + " is final already; there is nothing to cancel.";
            conflict(requestId, "execution.final", message);
            return;
        }
        planAhead.beginEarly(live);
        if (!live.replaced) { // Whoever is replaced is being cancelled already, and its place is not free yet.
            settles.cancel(live);
        }
        Execution after = live.value;
        state.write(
                new StoreWrite.UpdateExecution(after, null),
                result -> reply(requestId, new Reply.Executed(after, false)));
    }

    private @Nullable LiveExecution find(Execution execution) {
        JobState job = state.jobs.get(execution.jobId());
        return job != null && backlog.isParked(execution)
                ? backlog.takeOut(job, execution)
                : state.live.get(execution.id());
    }

    private void conflict(long requestId, String code, String message) {
        reply(requestId, new Reply.Conflict(code, message));
    }

    private void reply(long requestId, Reply reply) {
        state.emit(new Effect.Answered(requestId, reply));
    }
}
