package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the engine keeps of one job. Confined to the engine's thread. */
final class JobState {

    Job job;

    /** Executions that hold one of the job's places: admitted and not final, and not a backfill's. */
    int admitted;

    /** How many of them are being replaced. */
    int replaced;

    /** Unfinished executions that hold no place because they count among a backfill's. */
    int backfilling;

    /** Live executions that wait for a place, in the order in which they get one; {@link Backlog} says which they are. */
    final TreeSet<ExecutionId> waiting = new TreeSet<>();

    /** How many more wait in the store. */
    int parked;

    /** Every execution that waits and has an id up to this one is live. */
    long loadedUpTo;

    /** Whether a page of parked executions has been asked for. */
    boolean loading;

    /** Whether some execution may be parked that no page has held yet. */
    boolean mayHaveMore;

    /** Executions planned ahead whose time has not come, in fire order; each holds a place. */
    final Deque<ExecutionId> planned = new ArrayDeque<>(0);

    /** The greatest token with which an attempt of the job has left; a smaller one would be refused as stale. */
    long lastToken;
    /** The execution from whose end the next fire time counts; null while none is awaited. See {@link FixedDelays}. */
    @Nullable ExecutionId awaited;

    JobState(Job job) {
        this.job = job;
    }

    boolean hasPlace() {
        return freePlaces() > 0;
    }

    int freePlaces() {
        return Math.max(0, job.definition().concurrency().limit() - admitted);
    }

    boolean hasWaiting() {
        return countWaiting() > 0;
    }

    int countWaiting() {
        return waiting.size() + parked;
    }

    boolean isDeleted() {
        return job.deletedAt() != null;
    }

    /** Whether nothing refers to the job any more, so that it can be forgotten. */
    boolean isGone() {
        return isDeleted() && admitted == 0 && backfilling == 0 && !hasWaiting();
    }
}
