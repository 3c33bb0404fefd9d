package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The executions that wait their turn, each job's in id order. The first few of a job are live; the rest is parked: in the
 * store and counted, not in memory. When few are left that are live, the next page is asked for.
 *
 * <p>What holds for every job: all that wait with an id up to {@link JobState#loadedUpTo} are live, all beyond it are
 * parked. A page is read after everything asked for before is durable and is heard before anything else happens, so that
 * it is what the engine knows of.
 */
final class Backlog {

    private static final int LARGEST_PAGE = 500;

    private final EngineState state;
    private final Set<JobId> touched = new TreeSet<>();

    Backlog(EngineState state) {
        this.state = state;
    }

    /** Takes over how many wait; they are read page by page. */
    void takeOver(JobState job, int count) {
        job.parked = count;
        job.mayHaveMore = true;
        touched.add(job.job.id());
    }

    /** Has an execution wait its turn, live or parked. */
    void add(LiveExecution execution) {
        JobState job = execution.job;
        execution.waiting = true;
        touched.add(job.job.id());
        if (job.parked > 0 && execution.id().value() > job.loadedUpTo) {
            park(job);
            return;
        }
        state.live.put(execution.id(), execution);
        job.waiting.add(execution.id());
        job.loadedUpTo = Math.max(job.loadedUpTo, execution.id().value());
        parkOverflow(job);
    }

    private void park(JobState job) {
        job.parked++;
        job.mayHaveMore = true;
    }

    private void parkOverflow(JobState job) {
        while (job.waiting.size() > state.settings.waitingWindow()) {
            ExecutionId last = job.waiting.last();
            job.waiting.remove(last);
            state.live.remove(last);
            job.loadedUpTo = last.value() - 1;
            park(job);
        }
    }

    /** The one whose turn is next, which no longer waits; null when none is live. */
    @Nullable LiveExecution takeFirst(JobState job) {
        touched.add(job.job.id());
        ExecutionId first = job.waiting.pollFirst();
        LiveExecution next = first == null ? null : state.live.get(first);
        if (next != null) {
            next.waiting = false;
        }
        return next;
    }

    /** A live one waits no longer. */
    void remove(LiveExecution execution) {
        execution.job.waiting.remove(execution.id());
        touched.add(execution.job.job.id());
    }

    /** One that was parked turned out to be recorded already under another id. */
    void withdrawParked(JobState job) {
        job.parked--;
        touched.add(job.job.id());
    }

    /** Whether an execution, as the store held it a moment ago, is parked. */
    boolean isParked(Execution read) {
        JobState job = state.jobs.get(read.jobId());
        return job != null
                && job.parked > 0
                && read.isWaitingForTurn()
                && read.id().value() > job.loadedUpTo
                && !state.live.containsKey(read.id())
                && !state.hasEndedLately(read.id());
    }

    /** Makes a parked execution live, out of turn, to be cancelled at once. */
    LiveExecution takeOut(JobState job, Execution parked) {
        LiveExecution execution = live(job, parked);
        job.parked--;
        return execution;
    }

    private LiveExecution live(JobState job, Execution read) {
        LiveExecution execution = new LiveExecution(job, read);
        execution.recorded = true;
        execution.waiting = true;
        state.live.put(read.id(), execution);
        job.waiting.add(read.id());
        touched.add(job.job.id());
        return execution;
    }

    /** Takes in a page, unless the line has changed before it since it was asked for. */
    void loaded(JobState job, Event.WaitingLoaded page) {
        job.loading = false;
        touched.add(job.job.id());
        if (page.after() != job.loadedUpTo) {
            job.mayHaveMore = true;
            return;
        }
        for (Execution execution : page.executions()) {
            live(job, execution);
            job.loadedUpTo = execution.id().value();
            job.parked--;
        }
        job.mayHaveMore |= page.executions().size() == page.limit();
    }

    /** Parks again what places were hoped for that are gone. */
    void settleDown(JobState job) {
        parkOverflow(job);
    }

    /** Asks for pages where few are left, and tells how long the lines are that have changed. */
    void afterStep() {
        for (JobId id : List.copyOf(touched)) {
            JobState job = state.jobs.get(id);
            if (job != null && !state.stopping && isLow(job)) {
                job.loading = true;
                job.mayHaveMore = false;
                state.emit(new Effect.LoadWaiting(id, job.loadedUpTo, pageSize(job)));
            }
            if (job != null) {
                tellLength(job);
            }
        }
        touched.clear();
    }

    private boolean isLow(JobState job) {
        return job.parked > 0
                && job.mayHaveMore
                && !job.loading
                && job.waiting.size() * 2 <= state.settings.waitingWindow();
    }

    private int pageSize(JobState job) {
        int free = job.isDeleted() ? LARGEST_PAGE : job.freePlaces();
        return Math.min(LARGEST_PAGE, free + state.settings.waitingWindow() - job.waiting.size());
    }

    private void tellLength(JobState job) {
        LiveExecution oldest = job.waiting.isEmpty() ? null : state.live.get(job.waiting.first());
        state.happened(new Notice.QueueChanged(
                job.job.name(), job.countWaiting(), oldest == null ? null : oldest.value.createdAt()));
    }

    /** The live ones of a job, in their order. */
    List<LiveExecution> live(JobState job) {
        List<LiveExecution> all = new ArrayList<>(job.waiting.size());
        for (ExecutionId id : job.waiting) {
            LiveExecution execution = state.live.get(id);
            if (execution != null) {
                all.add(execution);
            }
        }
        return all;
    }
}
