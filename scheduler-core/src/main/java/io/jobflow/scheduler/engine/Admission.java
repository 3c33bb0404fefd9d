package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides which fires of a job run side by side, wait or are skipped: the concurrency policy at work. */
final class Admission {

    private final EngineState state;
    private final Backlog backlog;
    private final StartAttempts starts;
    private final Set<JobId> replacing = new TreeSet<>();
    private Consumer<LiveExecution> backfillEnds = execution -> {};

    Admission(EngineState state, Backlog backlog, StartAttempts starts) {
        this.state = state;
        this.backlog = backlog;
        this.starts = starts;
    }

    /** Who hears that an execution of a backfill has ended. */
    void tellBackfills(Consumer<LiveExecution> ends) {
        backfillEnds = ends;
    }

    /**
     * Takes in a new execution whose shards are all pending.
     *
     * @return the execution to write down: with first attempts where it may start at once, waiting, or skipped
     */
    Execution admit(JobState job, Execution fresh) {
        boolean hasPlace = job.hasPlace() && !job.hasWaiting();
        if (!hasPlace && !mayWait(job, fresh.trigger())) {
            return skipped(fresh, overlapReason(job, fresh.trigger()));
        }
        LiveExecution execution = new LiveExecution(job, fresh);
        if (hasPlace) {
            state.live.put(fresh.id(), execution);
            place(execution);
        } else {
            await(execution);
        }
        return execution.value;
    }

    /**
     * Hears that an execution is recorded; what waited for that goes on, unless its job was deleted before anything of it
     * started: the deletion cancels it then.
     */
    void recorded(ExecutionId id) {
        LiveExecution execution = state.live.get(id);
        if (execution != null) {
            execution.recorded = true;
            changed(execution.job);
            boolean isWanted = !execution.job.isDeleted() || execution.value.hasRunningAttempt();
            if (!execution.waiting && isWanted) {
                starts.queueShards(execution);
                starts.queueUnsent(execution);
            }
        }
    }

    /** Jobs with the policy {@code replace} of which something has changed, to be looked at by {@link Replacement}. */
    Set<JobId> replacing() {
        return replacing;
    }

    private void changed(JobState job) {
        if (Replacement.isOn(job)) {
            replacing.add(job.job.id());
        }
    }

    /** Takes back an execution that turned out to be recorded already. */
    void withdraw(Execution admitted) {
        LiveExecution execution = state.live.remove(admitted.id());
        JobState job = state.jobs.get(admitted.jobId());
        if (execution != null) {
            starts.giveUp(execution);
            leave(execution);
        } else if (job != null && admitted.isWaitingForTurn()) {
            backlog.withdrawParked(job);
            FixedDelays.left(state, job, admitted);
            state.forgetIfGone(job);
        }
    }

    /** Takes in an execution that lives again; the caller writes. */
    void reopen(LiveExecution execution) {
        execution.recorded = true;
        changed(execution.job);
        state.revived(execution.id());
        JobState job = execution.job;
        if (execution.outsideLimit || (job.hasPlace() && !job.hasWaiting())) {
            state.live.put(execution.id(), execution);
            job.admitted += execution.outsideLimit ? 0 : 1;
            starts.queueShards(execution);
        } else {
            await(execution);
        }
    }

    /** Gives back the place, or the turn, of an execution that has become final; the next one waiting gets it. */
    void leave(LiveExecution execution) {
        JobState job = execution.job;
        if (execution.outsideLimit) {
            backfillEnds.accept(execution);
        } else if (execution.waiting) {
            backlog.remove(execution);
        } else {
            job.admitted--;
            job.replaced -= execution.replaced ? 1 : 0;
        }
        FixedDelays.left(state, job, execution.value);
        fillPlaces(job);
        state.forgetIfGone(job);
    }

    /** Gives free places to executions that wait for one, in their order. */
    void fillPlaces(JobState job) {
        changed(job);
        while (!state.stopping && job.hasPlace() && job.hasWaiting()) {
            LiveExecution next = backlog.takeFirst(job);
            if (next == null) {
                return; // The next ones are being read.
            }
            job.admitted++;
            starts.queueShards(next);
        }
        state.dueJobs.lookAgain(job.job);
    }

    private void place(LiveExecution execution) {
        execution.job.admitted++;
        starts.beginOrExplain(execution);
    }

    private void await(LiveExecution execution) {
        execution.value = execution.value.because(new Reason(
                Reason.WAITING_FOR_TURN,
                "Waits for an earlier execution; the job's concurrency limit is "
                        + execution.job.job.definition().concurrency().limit() + "."));
        backlog.add(execution);
    }

    private boolean mayWait(JobState job, Trigger trigger) {
        return Replacement.isOn(job)
                || (queues(job, trigger)
                        && job.countWaiting()
                                < job.job.definition().concurrency().maxQueued());
    }

    private static boolean queues(JobState job, Trigger trigger) {
        return trigger == Trigger.MISFIRE || job.job.definition().concurrency().overlap() != Overlap.SKIP;
    }

    private static Reason overlapReason(JobState job, Trigger trigger) {
        int limit = job.job.definition().concurrency().limit();
        return !queues(job, trigger)
                ? new Reason(
                        Reason.CONCURRENCY_SKIP,
                        job.admitted + " of at most " + limit
                                + " executions were unfinished; concurrency policy skip does not run it.")
                : new Reason(
                        Reason.CONCURRENCY_QUEUE_FULL,
                        job.countWaiting() + " executions were waiting already; concurrency.maxQueued is "
                                + job.job.definition().concurrency().maxQueued() + ".");
    }

    private Execution skipped(Execution fresh, Reason reason) {
        return withoutRun(fresh, ExecutionStatus.SKIPPED, reason, state.wall());
    }

    /** An execution that is final at once. */
    static Execution withoutRun(Execution fresh, ExecutionStatus status, @Nullable Reason reason, Instant at) {
        return new Execution(
                fresh.id(),
                fresh.jobId(),
                fresh.jobName(),
                fresh.jobVersion(),
                fresh.fireKey(),
                fresh.fireTime(),
                fresh.trigger(),
                status,
                fresh.traceId(),
                fresh.fireSpanId(),
                fresh.params(),
                fresh.requestHash(),
                fresh.createdAt(),
                null,
                at,
                reason,
                List.of());
    }
}
