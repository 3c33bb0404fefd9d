package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A durable fact for telemetry, logs and notifications. */
public sealed interface Notice {

    /** A fire was written down; its status says whether it runs. */
    record FireRecorded(Execution execution) implements Notice {}

    /** An attempt is about to leave. */
    record AttemptStarted(Job job, Execution execution, int shardIndex, Attempt attempt) implements Notice {}

    /** An attempt has ended; the shard's state says whether another follows. */
    record AttemptEnded(Job job, Execution execution, int shardIndex, Attempt attempt) implements Notice {}

    /** An execution has become final. */
    record ExecutionEnded(Execution execution) implements Notice {}

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
     * A shard waited for nothing and would have stayed so for ever; it is back on its way. A fault of the engine.
     *
     * @param lacked what it should have waited for: {@code answer}, {@code turn} or {@code slot}
     */
    record ShardStuck(Execution execution, int shardIndex, String lacked) implements Notice {}

    /** A job was created, changed or deleted. */
    record JobChanged(Job job) implements Notice {}
}
