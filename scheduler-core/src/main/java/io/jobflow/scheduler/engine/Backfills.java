package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs backfills: makes the next execution when an earlier one has ended, oldest fire time first, so that never more than
 * {@code maxConcurrent} of one backfill are in memory. They hold no places of their job, because a backfill must not keep
 * the present fires of the job from running, nor they it.
 */
final class Backfills {

    private final EngineState state;
    private final PlanDueFires plans;
    private final StartAttempts starts;
    private final Map<Long, BackfillState> running = new TreeMap<>();

    /** Backfills that may go on: begun, taken over, or with an execution that has ended. */
    private final Set<Long> touched = new TreeSet<>();

    private long lastId;

    Backfills(EngineState state, PlanDueFires plans, StartAttempts starts) {
        this.state = state;
        this.plans = plans;
        this.starts = starts;
    }

    void takeOver(List<Backfill> backfills, long greatestId) {
        lastId = greatestId;
        for (Backfill backfill : backfills) {
            JobState job = state.jobs.get(backfill.jobId());
            if (job != null) {
                keep(new BackfillState(job, backfill));
            }
        }
    }

    private void keep(BackfillState backfill) {
        running.put(backfill.value.id(), backfill);
        touched.add(backfill.value.id());
    }

    /**
     * Counts an unfinished execution that was taken over or reopened, if a backfill made it. One that a person sent again
     * holds a place of its job, unless it had never been sent before.
     *
     * @return whether it holds no place
     */
    boolean takeIn(LiveExecution execution) {
        Execution value = execution.value;
        boolean isOutside = value.trigger() == Trigger.BACKFILL && !value.wasReopened();
        if (isOutside) {
            hold(makerOf(value), execution);
        }
        return isOutside;
    }

    private @Nullable BackfillState makerOf(Execution execution) {
        for (BackfillState backfill : running.values()) {
            if (backfill.value.jobId().equals(execution.jobId())
                    && execution.fireKey().startsWith(FireKey.backfillPrefix(backfill.value.id()))) {
                return backfill;
            }
        }
        return null;
    }

    private static void hold(@Nullable BackfillState backfill, LiveExecution execution) {
        execution.outsideLimit = true;
        execution.job.backfilling++;
        execution.backfill = backfill;
        if (backfill != null) {
            backfill.unfinished++;
        }
    }

    /** The running backfill with an id; null when there is none. */
    @Nullable BackfillState running(long id) {
        return running.get(id);
    }

    /** Begins a backfill; it makes its first executions in the same step. */
    BackfillState begin(JobState job, Command.StartBackfill command) {
        BackfillState backfill = new BackfillState(
                job,
                new Backfill(
                        ++lastId,
                        job.job.id(),
                        job.job.name(),
                        command.from(),
                        command.to(),
                        command.maxConcurrent(),
                        command.params(),
                        command.requestKey(),
                        command.requestHash(),
                        command.fireTimes(),
                        0,
                        command.from().minusMillis(1),
                        BackfillStatus.RUNNING,
                        state.wall(),
                        null));
        keep(backfill);
        write(backfill, List.of());
        return backfill;
    }

    /** Has a backfill make no more executions; those that it has made run to their end. */
    void cancel(BackfillState backfill) {
        end(backfill, BackfillStatus.CANCELLED);
        write(backfill, List.of());
    }

    /** Cancels what is running of a job that is deleted. */
    void cancelAll(JobState job) {
        for (BackfillState backfill : List.copyOf(running.values())) {
            if (backfill.job == job) {
                cancel(backfill);
            }
        }
    }

    /** Hears that an execution has ended. */
    void left(LiveExecution execution) {
        execution.job.backfilling--;
        BackfillState backfill = execution.backfill;
        if (backfill != null) {
            backfill.unfinished--;
            touched.add(backfill.value.id());
        }
    }

    /** Brings forward what may go on. */
    void advance() {
        for (long id : touched) {
            BackfillState backfill = running.get(id);
            if (backfill != null) {
                advance(backfill);
            }
        }
        touched.clear();
    }

    private void advance(BackfillState backfill) {
        Backfill before = backfill.value;
        List<Execution> made = new ArrayList<>();
        while (!backfill.value.isMade() && backfill.unfinished < backfill.value.maxConcurrent()) {
            Instant next = next(backfill);
            if (next == null || !next.isBefore(backfill.value.to())) {
                backfill.value = backfill.value.withNoneLeft();
            } else {
                made.add(make(backfill, next));
            }
        }
        if (backfill.value.isMade() && backfill.unfinished == 0) {
            end(backfill, BackfillStatus.DONE);
        }
        if (!backfill.value.equals(before)) {
            write(backfill, made);
        }
    }

    /** By the schedule that the job has now; one that counts from the ends of executions has no fire times in the past. */
    private @Nullable Instant next(BackfillState backfill) {
        Job job = backfill.job.job;
        return job.definition().schedule().awaitsEnd()
                ? null
                : state.fireTimes(job).scheduledAfter(backfill.value.cursor());
    }

    private Execution make(BackfillState backfill, Instant fireTime) {
        backfill.value = backfill.value.withMade(fireTime);
        String key = FireKey.backfilled(backfill.value.id(), fireTime);
        Execution fresh = plans.fresh(backfill.job, key, fireTime, Trigger.BACKFILL, null, null);
        String params = backfill.value.params();
        LiveExecution execution = new LiveExecution(backfill.job, params == null ? fresh : fresh.withParams(params));
        hold(backfill, execution);
        state.live.put(execution.id(), execution);
        starts.beginOrExplain(execution);
        return execution.value;
    }

    private void end(BackfillState backfill, BackfillStatus how) {
        backfill.value = backfill.value.ended(how, state.wall());
        running.remove(backfill.value.id());
    }

    private void write(BackfillState backfill, List<Execution> made) {
        state.write(
                new StoreWrite.AdvanceBackfill(backfill.value, made), result -> made.forEach(plans::announceAndStart));
    }
}
