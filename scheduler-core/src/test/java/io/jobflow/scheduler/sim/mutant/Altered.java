package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.RetryPolicy;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.store.Snapshot;
import java.util.List;
import java.util.Map;

/** Copies of values with one thing changed that production never changes. */
final class Altered {

    private Altered() {}

    static Execution fireKey(Execution one, String key) {
        return copy(one, key, one.shards());
    }

    static Execution shards(Execution one, List<ShardRun> shards) {
        return copy(one, one.fireKey(), shards);
    }

    private static Execution copy(Execution one, String key, List<ShardRun> shards) {
        return new Execution(
                one.id(),
                one.jobId(),
                one.jobName(),
                one.jobVersion(),
                key,
                one.fireTime(),
                one.trigger(),
                one.status(),
                one.traceId(),
                one.fireSpanId(),
                one.params(),
                one.requestHash(),
                one.createdAt(),
                one.startedAt(),
                one.finishedAt(),
                one.reason(),
                shards);
    }

    static Snapshot unfinished(Snapshot one, List<Execution> unfinished) {
        return copy(one, one.jobs(), unfinished);
    }

    static Snapshot jobs(Snapshot one, List<Job> jobs) {
        return copy(one, jobs, one.unfinished());
    }

    private static Snapshot copy(Snapshot one, List<Job> jobs, List<Execution> unfinished) {
        return new Snapshot(
                one.epoch(),
                jobs,
                unfinished,
                one.waiting(),
                one.backfills(),
                one.calendars(),
                one.greatestJobId(),
                one.greatestExecutionId(),
                one.greatestBackfillId());
    }

    static Job definition(Job one, JobDefinition definition) {
        return new Job(
                one.id(), definition, one.version(), one.createdAt(), one.updatedAt(), one.nextFire(), one.deletedAt());
    }

    static JobDefinition schedule(JobDefinition one, Schedule schedule) {
        Timetable table = one.timetable();
        return copy(
                one,
                new Timetable(schedule, table.from(), table.until(), table.calendar(), table.jitter()),
                one.misfire(),
                one.retry(),
                one.concurrency(),
                one.labels());
    }

    static JobDefinition misfire(JobDefinition one, MisfirePolicy misfire) {
        return copy(one, one.timetable(), misfire, one.retry(), one.concurrency(), one.labels());
    }

    static JobDefinition retry(JobDefinition one, RetryPolicy retry) {
        return copy(one, one.timetable(), one.misfire(), retry, one.concurrency(), one.labels());
    }

    static JobDefinition concurrency(JobDefinition one, ConcurrencyPolicy concurrency) {
        return copy(one, one.timetable(), one.misfire(), one.retry(), concurrency, one.labels());
    }

    static JobDefinition labels(JobDefinition one, Map<String, String> labels) {
        return copy(one, one.timetable(), one.misfire(), one.retry(), one.concurrency(), labels);
    }

    private static JobDefinition copy(
            JobDefinition one,
            Timetable timetable,
            MisfirePolicy misfire,
            RetryPolicy retry,
            ConcurrencyPolicy concurrency,
            Map<String, String> labels) {
        return new JobDefinition(
                one.name(),
                one.description(),
                one.enabled(),
                timetable,
                misfire,
                one.target(),
                one.params(),
                one.shards(),
                one.timeout(),
                retry,
                concurrency,
                one.onLost(),
                one.retention(),
                one.priority(),
                labels);
    }
}
