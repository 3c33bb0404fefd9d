package io.jobflow.scheduler.store;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.util.List;
import java.util.SortedMap;

/**
 * What a process takes over from the one before.
 *
 * @param jobs every living job, and the deleted ones that have unfinished executions; in id order
 * @param unfinished every execution that is not final and does not wait its turn, with shards and attempts; in id order
 * @param waiting how many executions wait their turn, for each job that has any; {@link JobStore#listWaiting} reads them
 * @param backfills those that are running, in id order
 * @param calendars every calendar, in name order
 * @param greatestJobId 0 when there was never a job
 * @param greatestExecutionId 0 when there is no execution
 * @param greatestBackfillId 0 when there was never a backfill
 */
public record Snapshot(
        Epoch epoch,
        List<Job> jobs,
        List<Execution> unfinished,
        SortedMap<JobId, Integer> waiting,
        List<Backfill> backfills,
        List<BusinessCalendar> calendars,
        long greatestJobId,
        long greatestExecutionId,
        long greatestBackfillId) {}
