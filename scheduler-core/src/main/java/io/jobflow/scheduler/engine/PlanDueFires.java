package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes executions of fire times that have come. All fires of a job that are due, and its next fire time, are one
 * write: neither is ever durable without the other.
 */
final class PlanDueFires {

    /** With so many writes under way the others that are due have to wait, so that the first ones can leave. */
    static final int MAX_WRITES = 500;

    private final EngineState state;
    private final Admission admission;
    private final SendAttempts sends;
    private Predicate<JobState> takeBack = job -> false;

    PlanDueFires(EngineState state, Admission admission, SendAttempts sends) {
        this.state = state;
        this.admission = admission;
        this.sends = sends;
    }

    /** Who takes back earlier fires of a job that were planned ahead, where they are to be sorted with those due now. */
    void takeBackBy(Predicate<JobState> withdrawal) {
        takeBack = withdrawal;
    }

    /** Plans what is due, up to a bound; a step after some of it has become durable goes on. */
    void planSomeDue() {
        JobState due;
        while (!isHeldUpByWrites() && (due = state.nextDueJob()) != null) {
            planUnlessTakenBack(due);
        }
    }

    private boolean isHeldUpByWrites() {
        return state.countWritesUnderWay() >= MAX_WRITES;
    }

    /** How long until something is to be planned; null when no time will come before something else has happened. */
    @Nullable Duration untilNext(Instant wall) {
        return isHeldUpByWrites() ? null : state.dueJobs.untilNext(wall);
    }

    /** Plans all that is due, however much it is: what comes next must find it done. */
    void planDue() {
        JobState due;
        while ((due = state.nextDueJob()) != null) {
            planUnlessTakenBack(due);
        }
    }

    private void planUnlessTakenBack(JobState due) {
        if (!takeBack.test(due)) {
            plan(due);
        }
    }

    private void plan(JobState job) {
        DueFires due = DueFires.of(state.fireTimes(job.job), state.wall());
        List<Execution> executions = new ArrayList<>(due.fires().size());
        for (DueFires.Fire fire : due.fires()) {
            executions.add(execution(job, fire));
        }
        boolean awaitsEnd = job.job.definition().schedule().awaitsEnd();
        Instant next = awaitsEnd ? FixedDelays.afterFires(state, job, executions) : due.next();
        state.keep(job.job.withNextFire(next));
        record(job, executions);
    }

    /** Fires a job because the scheduler has started; its schedule goes on as before. */
    void fireAtStart(JobState job) {
        Execution fresh = fresh(job, FireKey.scheduled(state.wall()), state.wall(), Trigger.SCHEDULE, null, null);
        record(job, List.of(admission.admit(job, fresh)));
    }

    private Execution execution(JobState job, DueFires.Fire fire) {
        Trigger trigger = fire.fate() == DueFires.Fate.ON_TIME ? Trigger.SCHEDULE : Trigger.MISFIRE;
        Execution fresh = fresh(job, FireKey.scheduled(fire.last()), fire.time(), trigger, null, fire.reason());
        return fire.fate() == DueFires.Fate.NOT_RUN
                ? Admission.withoutRun(fresh, ExecutionStatus.MISFIRED, fire.reason(), state.wall())
                : admission.admit(job, fresh);
    }

    private void record(JobState job, List<Execution> executions) {
        StoreWrite write = new StoreWrite.RecordFires(job.job.id(), job.job.nextFire(), executions);
        state.write(write, result -> executions.forEach(execution -> recorded(execution, result)));
    }

    private void recorded(Execution execution, WriteResult result) {
        if (result.duplicates().containsKey(execution.id())) {
            admission.withdraw(execution);
            return;
        }
        announceAndStart(execution);
    }

    /** Goes on with an execution that is durable now. */
    void announceAndStart(Execution execution) {
        announce(execution);
        admission.recorded(execution.id());
        sends.sendRecorded(execution);
    }

    /** Tells that an execution is durable, and that it has ended if it does not run. */
    private void announce(Execution execution) {
        state.happened(new Notice.FireRecorded(execution));
        if (execution.status().isFinal()) {
            state.happened(new Notice.ExecutionEnded(execution));
        }
    }

    /** Goes on with an execution that was planned ahead, now that its time has come. */
    void begun(LiveExecution execution) {
        execution.value = execution.value.begun(state.wall());
        state.happened(new Notice.FireRecorded(execution.value));
    }

    /** A new execution of a job, all its shards pending. */
    Execution fresh(
            JobState job,
            @Nullable String fireKey,
            Instant fireTime,
            Trigger trigger,
            @Nullable String requestHash,
            @Nullable Reason reason) {
        ExecutionId id = state.ids.executionId();
        JobDefinition definition = job.job.definition();
        return new Execution(
                id,
                job.job.id(),
                definition.name(),
                job.job.version(),
                fireKey == null ? FireKey.triggered(id.toString()) : fireKey,
                fireTime,
                trigger,
                ExecutionStatus.PENDING,
                state.ids.traceId(id),
                state.ids.spanId(),
                definition.params(),
                requestHash,
                state.wall(),
                null,
                null,
                reason,
                definition.shards().slices().stream().map(ShardRun::pending).toList());
    }
}
