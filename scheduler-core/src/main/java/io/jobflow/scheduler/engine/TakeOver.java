package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.Snapshot;
import java.time.Instant;
import java.util.List;

/**
 * Takes over what an earlier process left. Fire times that were missed meanwhile are due at once and meet the misfire
 * policy; an attempt without an answer may still be running, so its executor is asked where it can be, and it is waited for until
 * its deadline and then counts as lost; a planned one counts as such once its time has come; everything that waits goes on
 * waiting, and what waits its turn is read page by page.
 */
final class TakeOver {

    private final EngineState state;
    private final Backlog backlog;
    private final StartAttempts starts;
    private final SendAttempts sends;
    private final PlanDueFires plans;
    private final PlanAhead planAhead;
    private final Backfills backfills;
    private final AskExecutors asking;
    private boolean clockWasSetBack;

    TakeOver(
            EngineState state,
            Backlog backlog,
            StartAttempts starts,
            SendAttempts sends,
            PlanDueFires plans,
            PlanAhead planAhead,
            Backfills backfills,
            AskExecutors asking) {
        this.state = state;
        this.backlog = backlog;
        this.starts = starts;
        this.sends = sends;
        this.plans = plans;
        this.planAhead = planAhead;
        this.asking = asking;
        this.backfills = backfills;
    }

    void from(Snapshot snapshot) {
        state.beginEpoch(snapshot.epoch(), snapshot.greatestJobId());
        snapshot.calendars().forEach(calendar -> state.calendars.put(calendar.name(), calendar));
        for (Job job : snapshot.jobs()) {
            state.keep(job);
        }
        backfills.takeOver(snapshot.backfills(), snapshot.greatestBackfillId());
        clockWasSetBack = snapshot.unfinished().stream()
                .anyMatch(execution -> execution.createdAt().isAfter(state.wall()));
        for (Execution execution : snapshot.unfinished()) {
            goOn(live(execution));
        }
        snapshot.waiting().forEach((job, count) -> backlog.takeOver(known(job), count));
        List<JobState> jobs = List.copyOf(state.jobs.values());
        jobs.forEach(state::forgetIfGone);
        FixedDelays.takeOver(state);
        jobs.stream().filter(this::firesAtStart).forEach(plans::fireAtStart);
    }

    private boolean firesAtStart(JobState job) {
        return !job.isDeleted()
                && job.job.definition().enabled()
                && job.job.definition().schedule().firesAtStart()
                && state.fireTimes(job.job).allows(state.wall());
    }

    private LiveExecution live(Execution execution) {
        return new LiveExecution(known(execution.jobId()), execution);
    }

    private JobState known(JobId id) {
        JobState job = state.jobs.get(id);
        if (job == null) {
            throw new IllegalStateException(
                    "an unfinished execution refers to job " + id + ", which the store does not hold");
        }
        return job;
    }

    /**
     * Whether the time of a planned execution has come, so that its attempts may have left. By a clock that was set back
     * meanwhile nobody can say, so it may.
     */
    private boolean begins(LiveExecution execution) {
        Instant due = execution.value.startedAt();
        if (due != null && due.isAfter(state.wall()) && !clockWasSetBack) {
            return false;
        }
        execution.value = execution.value.begun(due == null ? state.wall() : due);
        starts.takeOverAsLeft(execution);
        return true;
    }

    private static boolean isReplaced(Execution execution) {
        Reason reason = execution.reason();
        return reason != null && reason.code().equals(Reason.CONCURRENCY_REPLACED);
    }

    private void goOn(LiveExecution execution) {
        execution.recorded = true;
        state.live.put(execution.id(), execution);
        if (!backfills.takeIn(execution)) {
            execution.job.admitted++;
        }
        if (execution.isPlanned() && !begins(execution)) {
            planAhead.takeOver(execution);
            return;
        }
        if (isReplaced(execution.value)) {
            execution.replaced = true;
            execution.job.replaced++;
        }
        for (ShardRun shard : execution.value.shards()) {
            Attempt attempt = shard.lastAttempt();
            if (shard.status() == ShardStatus.RUNNING && attempt != null) {
                starts.takeSlot(execution, shard.index());
                sends.awaitUnheard(
                        execution,
                        shard.index(),
                        attempt,
                        "no answer is known: the scheduler stopped while the attempt was under way");
                asking.about(execution, shard.index(), attempt);
            }
        }
        starts.queueShards(execution);
    }
}
