package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that has happened, for telemetry, logs and notifications; what it says of jobs and executions is durable. */
public sealed interface Notice {

    /** A fire was written down; its status says whether it runs. */
    record FireRecorded(Execution execution) implements Notice {}

    /** An attempt is about to leave. */
    record AttemptStarted(Job job, Execution execution, int shardIndex, Attempt attempt) implements Notice {}

    /** An attempt has ended; the shard's state says whether another follows. */
    record AttemptEnded(Job job, Execution execution, int shardIndex, Attempt attempt) implements Notice {}

    /** An execution has become final. */
    record ExecutionEnded(Execution execution) implements Notice {}

    /** A person sent an execution again. */
    record Reopened(Execution execution, Reopening reopening) implements Notice {}

    /** A person said that nothing more is to be done about a final failure. */
    record LetterDiscarded(DeadLetter letter) implements Notice {}

    /**
     * Word of an attempt that had ended otherwise, or was not waited for any more, came and was not taken.
     *
     * @param reported whether it came by call-back, and not as the answer to the request
     */
    record LateWord(ExecutionId execution, int shardIndex, int attemptNumber, Outcome outcome, boolean reported)
            implements Notice {}

    /**
     * The line of executions that wait their turn has changed.
     *
     * @param waiting how many wait
     * @param oldestSince when the first of them was made; null when none waits or it is being read
     */
    record QueueChanged(
            String jobName, int waiting, @Nullable Instant oldestSince) implements Notice {}

    /** Finished executions and deleted jobs were removed. */
    record HistoryPruned(int executions, int jobs) implements Notice {}

    /**
     * A calendar was created, changed or deleted.
     *
     * @param movedJobs how many jobs have another next fire time by it
     */
    record CalendarChanged(String name, boolean deleted, int movedJobs) implements Notice {}

    /**
     * A shard waited for nothing and would have stayed so for ever; it is back on its way. A fault of the engine.
     *
     * @param lacked what it should have waited for: {@code answer}, {@code turn} or {@code slot}
     */
    record ShardStuck(Execution execution, int shardIndex, String lacked) implements Notice {}

    /**
     * The store did not take a transaction, which is repeated until it does.
     *
     * @param isConflict whether nothing is wrong but that others wanted the same rows
     */
    record WriteFailed(boolean isConflict) implements Notice {}

    /** A job was created, changed or deleted. */
    record JobChanged(Job job) implements Notice {}
}
