package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs with a fixed delay going: exactly one of these holds of each that is enabled and whose window is open: it has
 * a next fire time, or it awaits the end of one execution, from which the next fire time counts. Only executions that the
 * schedule made are awaited: triggers by hand and executions that were sent again do not move it.
 */
final class FixedDelays {

    private FixedDelays() {}

    /**
     * The next fire time of a job whose schedule has just fired; null when the fire's end is awaited.
     *
     * @param fires what was made of the fire times that had come
     */
    static @Nullable Instant afterFires(EngineState state, JobState job, List<Execution> fires) {
        for (Execution fire : fires) {
            if (!fire.status().isFinal()) {
                job.awaited = fire.id();
                return null;
            }
        }
        return state.fireTimes(job.job).after(state.wall());
    }

    /** Hears that an execution of a job has left: it has become final, or turned out to have been recorded before. */
    static void left(EngineState state, JobState job, Execution execution) {
        boolean wasAwaited = job.awaited == null
                ? isOpen(job) && (mayBeAwaited(execution) || isIdle(job))
                : execution.id().equals(job.awaited);
        if (wasAwaited) {
            goOn(state, job);
        }
    }

    /**
     * Finds again what each job awaits, or goes on where a lost process has left nothing to await. What still waits its
     * turn in the store is not seen yet; {@link #left} recognises it.
     */
    static void takeOver(EngineState state) {
        for (LiveExecution execution : state.live.values()) {
            if (isOpen(execution.job) && mayBeAwaited(execution.value)) {
                execution.job.awaited = execution.id();
            }
        }
        for (JobState job : state.jobs.values()) {
            if (isOpen(job) && job.awaited == null && !job.hasWaiting()) {
                goOn(state, job);
            }
        }
    }

    /** An end stays awaited while a job changes, as long as its schedule is on and goes on counting from it. */
    static void change(JobState job, JobDefinition next) {
        if (!(job.job.definition().enabled()
                && next.enabled()
                && next.schedule().awaitsEnd())) {
            job.awaited = null;
        }
    }

    private static void goOn(EngineState state, JobState job) {
        job.awaited = null;
        Instant next = state.fireTimes(job.job).after(state.wall());
        if (next != null) {
            state.keep(job.job.withNextFire(next));
            state.write(new StoreWrite.RecordFires(job.job.id(), next, List.of()), result -> {});
        }
    }

    private static boolean isOpen(JobState job) {
        JobDefinition definition = job.job.definition();
        return !job.isDeleted()
                && definition.enabled()
                && definition.schedule().awaitsEnd()
                && job.job.nextFire() == null;
    }

    private static boolean isIdle(JobState job) {
        return job.admitted == 0 && !job.hasWaiting();
    }

    /** Whether the schedule made it and nobody has sent it again: no two such executions of a job are unfinished at once. */
    private static boolean mayBeAwaited(Execution execution) {
        return (execution.trigger() == Trigger.SCHEDULE || execution.trigger() == Trigger.MISFIRE)
                && execution.shards().stream().allMatch(shard -> shard.budgetFrom() == 1);
    }
}
