package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import java.util.List;
import java.util.SortedMap;

/**
 * What a process takes over from the one before.
 *
 * @param jobs every living job, and the deleted ones that have unfinished executions; in id order
 * @param unfinished every execution that is not final and does not wait its turn, with shards and attempts; in id order
 * @param waiting how many executions wait their turn, for each job that has any; {@link JobStore#listWaiting} reads them
 * @param greatestJobId 0 when there was never a job
 * @param greatestExecutionId 0 when there is no execution
 */
public record Snapshot(
        Epoch epoch,
        List<Job> jobs,
        List<Execution> unfinished,
        SortedMap<JobId, Integer> waiting,
        long greatestJobId,
        long greatestExecutionId) {}
