package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.StatusAnswer;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.WriteResult;
import java.util.List;

/** Something the engine is told. */
public sealed interface Event {

    /** The store has been taken over; always the first event. */
    record Started(Snapshot snapshot) implements Event {}

    /** Time has passed. */
    record Tick() implements Event {}

    /**
     * Somebody wants something.
     *
     * @param requestId repeated in the {@link Effect.Answered} that carries the reply
     */
    record Requested(long requestId, Command command) implements Event {}

    /** A write is durable. */
    record Written(long writeId, WriteResult result) implements Event {}

    /**
     * A page of what waits its turn was read.
     *
     * @param after as it was asked for
     * @param limit as it was asked for
     */
    record WaitingLoaded(JobId job, long after, int limit, List<Execution> executions) implements Event {}

    /** A sent attempt came back. */
    record Returned(ExecutionId execution, int shardIndex, int attemptNumber, Answer answer) implements Event {}

    /** An executor that was asked about an attempt has answered, or has not. */
    record StatusTold(ExecutionId execution, int shardIndex, int attemptNumber, StatusAnswer answer) implements Event {}

    /** No new attempt may start from now on; those under way go on. */
    record Stopping() implements Event {}
}
