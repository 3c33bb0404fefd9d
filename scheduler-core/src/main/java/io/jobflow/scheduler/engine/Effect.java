package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.StoreWrite;

/** Something the engine wants done; the shell does it and reports back with an {@link Event}. */
public sealed interface Effect {

    /** Apply a write; answered by {@link Event.Written}. Writes are applied in the order they are asked for. */
    record Write(long writeId, StoreWrite write) implements Effect {}

    /** Send an attempt; answered by {@link Event.Returned}. */
    record Send(DispatchRequest request) implements Effect {}

    /**
     * Read a page of what waits its turn; answered by {@link Event.WaitingLoaded}. It is read when every write asked for
     * so far is durable, and the answer is the next thing the engine hears.
     *
     * @param after only executions with a greater id; 0 for all
     * @param limit how many at most
     */
    record LoadWaiting(JobId job, long after, int limit) implements Effect {}

    /** Ask the executor how an attempt stands; answered by {@link Event.StatusTold}. */
    record Ask(DispatchRequest request) implements Effect {}

    /** Answer a {@link Event.Requested}. */
    record Answered(long requestId, Reply reply) implements Effect {}

    /** Tell listeners what has happened and is durable. */
    record Happened(Notice notice) implements Effect {}
}
