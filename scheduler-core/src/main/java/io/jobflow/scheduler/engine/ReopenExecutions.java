package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.store.StoreWrite;

/** Sends final executions again when a person asks, and takes dead letters off the list. */
final class ReopenExecutions {

    private final EngineState state;
    private final Backlog backlog;
    private final Backfills backfills;
    private final PlanAhead planAhead;
    private final Admission admission;

    ReopenExecutions(
            EngineState state, Backlog backlog, Backfills backfills, PlanAhead planAhead, Admission admission) {
        this.state = state;
        this.backlog = backlog;
        this.backfills = backfills;
        this.planAhead = planAhead;
        this.admission = admission;
    }

    void reopen(long requestId, Command.Reopen command) {
        Execution execution = command.execution();
        JobState job = state.jobs.get(execution.jobId());
        if (state.live.containsKey(execution.id()) || backlog.isParked(execution)) {
            conflict(requestId, "execution.not-final", "Execution " + execution.id() + " is not final yet.");
        } else if (job == null || job.isDeleted()) {
            String message = "Job \"" + execution.jobName() + "\" was deleted; its executions cannot be sent again.";
            conflict(requestId, "job.deleted", message);
        } else if (state.isOutdated(execution)) {
            conflict(requestId, "execution.changed", "Execution " + execution.id() + " has changed; try again.");
        } else {
            Reopening act = Reopening.of(execution, command.ask(), state.wall(), state.ids.spanId());
            if (act.continued().isEmpty()) {
                conflict(requestId, "execution.not-failed", nothingToDo(execution));
            } else {
                reopen(requestId, new LiveExecution(job, execution), act);
            }
        }
    }

    private static String nothingToDo(Execution execution) {
        String message =
                "Execution " + execution.id() + " is " + execution.status().value();
        return execution.shards().isEmpty()
                ? message + " and never ran; trigger the job instead."
                : message
                        + " and has no failed shard; send every shard again with {\"shards\": \"all\"}, or trigger the"
                        + " job instead.";
    }

    private void reopen(long requestId, LiveExecution execution, Reopening act) {
        Reason why = new Reason(Reason.REOPENED, "Sent again by request at " + act.at() + "; attempt numbers go on.");
        execution.value = execution.value.reopened(why, act);
        if (!backfills.takeIn(execution)) {
            planAhead.makeRoom(execution.job);
        }
        admission.reopen(execution);
        Execution after = execution.value;
        state.write(new StoreWrite.RecordReopening(after.id(), act), result -> {});
        state.write(new StoreWrite.UpdateExecution(after, act.at()), result -> {
            state.happened(new Notice.Reopened(after, act));
            reply(requestId, new Reply.Executed(after, false));
        });
    }

    void discard(long requestId, Command.Discard command) {
        long id = command.letter().id();
        StoreWrite.DiscardLetter write = new StoreWrite.DiscardLetter(id, state.wall(), command.note());
        state.write(write, result -> {
            state.happened(new Notice.LetterDiscarded(command.letter().discarded(write.at(), write.note())));
            reply(requestId, new Reply.Discarded(id));
        });
    }

    private void conflict(long requestId, String code, String message) {
        reply(requestId, new Reply.Conflict(code, message));
    }

    private void reply(long requestId, Reply reply) {
        state.emit(new Effect.Answered(requestId, reply));
    }
}
