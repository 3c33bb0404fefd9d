package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans fires a little ahead of their time, with their first attempts, so that nothing is left to be written when the time
 * comes: the slot is taken and the request leaves.
 *
 * <p>A planned fire is not a fire yet. It holds a place of its job, because it would get that place anyway, but whoever
 * needs the place before its time gets it: then, and when the job is changed, the planned fires are withdrawn as if they
 * had never been, and planned again when they can be. So everything happens as if each fire were planned at its time.
 */
final class PlanAhead {

    private static final Reason PLANNED = Reason.usual(Reason.PLANNED);

    /** Planned in one step at most; the next step goes on. */
    private static final int MAX_A_STEP = 500;

    /** Released in one step at most, so that the first ones leave before the last ones are looked at. */
    private static final int MAX_RELEASED = 250;

    private final EngineState state;
    private final Admission admission;
    private final StartAttempts starts;
    private final PlanDueFires plans;
    private final Set<JobState> jobsWithPlans = new LinkedHashSet<>();

    PlanAhead(EngineState state, Admission admission, StartAttempts starts, PlanDueFires plans) {
        this.state = state;
        this.admission = admission;
        this.starts = starts;
        this.plans = plans;
        plans.takeBackBy(this::takeBackMisfired);
    }

    /** Plans what is due within the window and finds a place; what does not is planned at its fire time. */
    void plan() {
        Instant horizon = state.wall().plus(state.settings.planAhead());
        for (JobId id : state.dueJobs.toPlanAhead(state.wall(), MAX_A_STEP)) {
            JobState job = state.jobs.get(id);
            Instant due = job == null ? null : DueJobs.dueAt(job.job);
            if (job != null && due != null && due.isAfter(state.wall()) && !due.isAfter(horizon) && mayPlan(job)) {
                plan(job, due);
            }
        }
    }

    /** A fixed delay counts from an end to come, and where fires replace each other every one of them decides at its time. */
    private boolean mayPlan(JobState job) {
        return !job.job.definition().schedule().awaitsEnd()
                && !Replacement.isOn(job)
                && job.hasPlace()
                && !job.hasWaiting()
                && !state.planned.isFull()
                && state.ahead.mayPlan(job.job.definition().target().key());
    }

    /** With a jitter wider than its interval a job's next fire may be due with or before this one; then they wait for their time. */
    private void plan(JobState job, Instant due) {
        Instant fireTime = fireTime(job.job);
        Instant next = state.fireTimes(job.job).following(fireTime);
        if (next != null && !job.job.dueAt(next).isAfter(due)) {
            return;
        }
        Execution fresh = plans.fresh(job, FireKey.scheduled(fireTime), fireTime, Trigger.SCHEDULE, null, null);
        LiveExecution execution = new LiveExecution(job, fresh);
        state.live.put(execution.id(), execution);
        starts.prepare(execution, due, PLANNED);
        job.admitted++;
        keep(execution);
        state.keep(job.job.withNextFire(next));
        Execution written = execution.value;
        state.write(
                new StoreWrite.RecordFires(job.job.id(), job.job.nextFire(), List.of(written)),
                result -> recorded(execution, result));
    }

    private static Instant fireTime(Job job) {
        Instant fireTime = job.nextFire();
        if (fireTime == null) {
            throw new IllegalStateException("job " + job.id() + " is due but has no fire time");
        }
        return fireTime;
    }

    private void keep(LiveExecution execution) {
        execution.job.planned.addLast(execution.id());
        jobsWithPlans.add(execution.job);
    }

    private void recorded(LiveExecution execution, WriteResult result) {
        if (state.live.get(execution.id()) != execution) {
            return;
        }
        if (result.duplicates().containsKey(execution.id())) {
            forget(execution);
            admission.withdraw(execution.value);
            return;
        }
        execution.recorded = true;
        if (execution.isPlanned()) {
            state.planned.add(execution);
        }
    }

    /**
     * Goes on with what an earlier process has planned and whose time is still to come. Later attempts of the job may have
     * left since it got its token, so it gets a new one when it leaves.
     */
    void takeOver(LiveExecution execution) {
        for (ShardRun shard : execution.value.shards()) {
            if (shard.status() == ShardStatus.RUNNING) {
                state.ahead.add(execution, shard.index());
            }
        }
        execution.job.lastToken = state.nextToken().value();
        keep(execution);
        state.planned.add(execution);
    }

    /**
     * Has planned fires whose time has come go on their way.
     *
     * @param all whether to go on until none is left
     * @return whether there were any
     */
    boolean release(boolean all) {
        int released = 0;
        ExecutionId next;
        while ((all || released < MAX_RELEASED) && (next = state.planned.pollDue(state.wall())) != null) {
            LiveExecution execution = state.live.get(next);
            if (execution == null) {
                throw new IllegalStateException("planned execution " + next + " is not known any more");
            }
            if (isMisfired(execution)) {
                withdraw(execution.job);
            } else {
                begin(execution);
                starts.queueUnsent(execution);
            }
            released++;
        }
        return released > 0;
    }

    /** Whether it was found so late that the misfire policy decides: the process stood still, or the clock was set forward. */
    private boolean isMisfired(LiveExecution execution) {
        Instant due = execution.value.startedAt();
        Duration threshold = execution.job.job.definition().misfire().threshold();
        return due != null && due.isBefore(state.wall().minus(threshold));
    }

    /** One whose record was not durable in time is found so late together with the next fire. */
    private boolean takeBackMisfired(JobState job) {
        ExecutionId first = job.planned.peekFirst();
        LiveExecution execution = first == null ? null : state.live.get(first);
        boolean isMisfired = execution != null && isMisfired(execution);
        if (isMisfired) {
            takeBack(job);
        }
        return isMisfired;
    }

    /** Makes a planned fire a fire. */
    private void begin(LiveExecution execution) {
        forget(execution);
        plans.begun(execution);
    }

    private void forget(LiveExecution execution) {
        state.planned.remove(execution);
        execution.job.planned.remove(execution.id());
        if (execution.job.planned.isEmpty()) {
            jobsWithPlans.remove(execution.job);
        }
    }

    /** Ends the plan of an execution that is to be cancelled, or is heard of, before its time. */
    void beginEarly(LiveExecution execution) {
        if (execution.isPlanned()) {
            begin(execution);
        }
    }

    /** Gives an execution that needs one now the place that a planned fire holds. */
    void makeRoom(JobState job) {
        if (!job.hasPlace()) {
            withdraw(job);
        }
    }

    /** Takes back a job's planned fires, as if they had never been planned. */
    void withdraw(@Nullable JobState job) {
        if (job == null || job.planned.isEmpty()) {
            return;
        }
        takeBack(job);
        if (!state.stopping) {
            plans.planDue();
        }
    }

    /** Takes planned fires back; later fires that came due meanwhile and wait get their places. */
    private void takeBack(JobState job) {
        List<ExecutionId> ids = new ArrayList<>(job.planned);
        Instant first = null;
        for (ExecutionId id : ids) {
            LiveExecution execution = state.live.get(id);
            if (execution == null) {
                throw new IllegalStateException("planned execution " + id + " is not known any more");
            }
            first = first == null ? execution.value.fireTime() : first;
            forget(execution);
            state.ahead.removeAll(execution);
            state.live.remove(id);
            job.admitted--;
        }
        state.keep(job.job.withNextFire(first));
        state.write(new StoreWrite.WithdrawFires(job.job.id(), first, ids), result -> {});
        admission.fillPlaces(job);
    }

    /** Takes back every planned fire: none may leave any more, and the next process must not take one for sent. */
    void withdrawAll() {
        List.copyOf(jobsWithPlans).forEach(this::withdraw);
    }

    /** How long until something is to be planned; null when nothing is. */
    @Nullable Duration untilPlan(Instant wall) {
        return state.dueJobs.untilToPlanAhead(wall);
    }

    /** How long until the time of a planned fire comes; null when none is planned. */
    @Nullable Duration untilRelease(Instant wall) {
        return state.planned.untilNext(wall);
    }
}
