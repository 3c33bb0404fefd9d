package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;

/** Takes in how attempts ended by their executors' call-backs. The first word about an attempt counts. */
final class TakeReports {

    private final EngineState state;
    private final Backlog backlog;
    private final PlanAhead planAhead;
    private final StartAttempts starts;
    private final SettleAttempts settles;

    TakeReports(EngineState state, Backlog backlog, PlanAhead planAhead, StartAttempts starts, SettleAttempts settles) {
        this.state = state;
        this.backlog = backlog;
        this.planAhead = planAhead;
        this.starts = starts;
        this.settles = settles;
    }

    void report(long requestId, Command.Report report) {
        LiveExecution live = state.live.get(report.execution().id());
        if (live == null && !backlog.isParked(report.execution()) && state.isOutdated(report.execution())) {
            String message = "Execution " + report.execution().id() + " has changed; try again.";
            reply(requestId, new Reply.Conflict("execution.changed", message));
            return;
        }
        Execution known = live == null ? report.execution() : live.value;
        Attempt attempt = known.shard(report.shardIndex()).attempts().get(report.attemptNumber() - 1);
        if (live != null && attempt.isRunning()) {
            attempt = live.isUnsent(report.shardIndex()) ? heardOf(live, report.shardIndex()) : attempt;
            settles.settle(
                    live,
                    report.shardIndex(),
                    attempt,
                    report.outcome(),
                    ended -> reply(requestId, new Reply.Reported(ended, true)));
        } else {
            repeated(requestId, report, attempt);
        }
    }

    /** An earlier process, by another clock, has sent what this one holds for planned. */
    private Attempt heardOf(LiveExecution execution, int shardIndex) {
        boolean wasPlanned = execution.isPlanned();
        planAhead.beginEarly(execution);
        Attempt attempt = starts.beginUnsent(execution, shardIndex);
        if (wasPlanned) {
            starts.queueUnsent(execution);
        }
        return attempt;
    }

    /** What has been recorded stays; the same word again is as good as the first. */
    private void repeated(long requestId, Command.Report report, Attempt recorded) {
        boolean same = recorded.status() == AttemptStatus.of(report.outcome().result());
        if (!same) {
            state.happened(new Notice.LateWord(
                    report.execution().id(), report.shardIndex(), report.attemptNumber(), report.outcome(), true));
        }
        reply(requestId, new Reply.Reported(recorded, same));
    }

    private void reply(long requestId, Reply reply) {
        state.emit(new Effect.Answered(requestId, reply));
    }
}
