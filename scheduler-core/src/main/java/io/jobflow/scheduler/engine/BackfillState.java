package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Backfill;

/** A backfill that is running. Confined to the engine's thread. */
final class BackfillState {

    final JobState job;

    /** As the store will hold it once every write asked for so far is durable. */
    Backfill value;

    /** How many of its executions are not final. */
    int unfinished;

    BackfillState(JobState job, Backfill value) {
        this.job = job;
        this.value = value;
    }
}
