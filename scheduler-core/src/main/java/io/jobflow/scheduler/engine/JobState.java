package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.Job;
import java.util.ArrayDeque;
import java.util.Deque;

/** What the engine keeps of one job. Confined to the engine's thread. */
final class JobState {

    Job job;

    /** Executions that hold one of the job's places: admitted and not final. */
    int admitted;

    /** Executions that wait for a place, in the order in which they get one. */
    final Deque<ExecutionId> waiting = new ArrayDeque<>();

    /** Executions planned ahead whose time has not come, in fire order; each holds a place. */
    final Deque<ExecutionId> planned = new ArrayDeque<>(0);

    /** The greatest token with which an attempt of the job has left; a smaller one would be refused as stale. */
    long lastToken;

    JobState(Job job) {
        this.job = job;
    }

    boolean hasPlace() {
        return admitted < job.definition().concurrency().limit();
    }

    boolean isDeleted() {
        return job.deletedAt() != null;
    }

    /** Whether nothing refers to the job any more, so that it can be forgotten. */
    boolean isGone() {
        return isDeleted() && admitted == 0 && waiting.isEmpty();
    }
}
