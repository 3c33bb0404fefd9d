package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.PerJob;
import io.jobflow.bridge.fire.FireIds;
import io.jobflow.bridge.micrometer.AttemptMeters;
import io.jobflow.scheduler.engine.EngineListener;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Measures attempts and counts executions. Confined to the firing loop's thread. */
final class MeterListener implements EngineListener {

    private final AttemptMeters attempts;
    private final ExecutionMeters executions;
    private final QueueMeters queues;
    private final LiveAttempts live = new LiveAttempts();
    private final SamplingDecisions sampling;
    private final AttemptExemplar exemplar;
    private final TimeSource time;

    MeterListener(MeterRegistry registry, AttemptExemplar exemplar, SamplingDecisions sampling, TimeSource time) {
        this.attempts = new AttemptMeters(registry);
        this.executions = new ExecutionMeters(registry, PerJob.DEFAULT_MAX_NAMES);
        this.queues = new QueueMeters(registry, PerJob.DEFAULT_MAX_NAMES, time);
        this.sampling = sampling;
        this.exemplar = exemplar;
        this.time = time;
    }

    @Override
    public void onNotice(Notice notice) {
        if (notice instanceof Notice.AttemptStarted started) {
            Execution execution = started.execution();
            withExemplar(execution, started.attempt(), () -> {
                started(started.job(), execution, started.shardIndex(), started.attempt());
            });
        } else if (notice instanceof Notice.AttemptEnded ended) {
            Execution execution = ended.execution();
            withExemplar(execution, ended.attempt(), () -> {
                ended(execution, ended.shardIndex(), ended.attempt());
            });
        } else if (notice instanceof Notice.ExecutionEnded ended) {
            ended(ended.execution());
        } else if (notice instanceof Notice.LateWord late) {
            executions.lateWord(late.reported() ? "callback" : "answer");
        } else if (notice instanceof Notice.QueueChanged changed) {
            queues.changed(changed);
        } else if (notice instanceof Notice.ShardStuck stuck) {
            executions.stuck(stuck.lacked());
        } else if (notice instanceof Notice.WriteFailed failed) {
            executions.writeFailed(failed.isConflict() ? "conflict" : "other");
        } else if (notice instanceof Notice.HistoryPruned pruned) {
            executions.pruned(pruned);
        }
    }

    private void withExemplar(Execution execution, Attempt attempt, Runnable recording) {
        FireIds ids = sampling.idsOf(execution);
        exemplar.during(ids.traceId(), attempt.spanId(), ids.isSampled(), recording);
    }

    private void started(Job definition, Execution execution, int shard, Attempt attempt) {
        String job = execution.jobName();
        String trigger = execution.trigger().value();
        attempts.started(job, trigger);
        live.started(execution.id(), shard, attempt.number());
        Instant now = time.now();
        if (attempt.number() == 1) {
            attempts.queued(job, trigger, Duration.between(ready(execution), now));
            if (shard == 0 && execution.trigger() != Trigger.BACKFILL) { // It is late on purpose.
                attempts.late(job, trigger, Duration.between(due(definition, execution), now));
            }
        } else {
            Instant readyAt = live.takeReadyAt(execution.id(), shard);
            if (readyAt != null) {
                attempts.queued(job, trigger, Duration.between(readyAt, now));
            }
        }
    }

    /** When the first request was to leave: what the schedule has fired leaves later by the offset of the job's jitter. */
    private static Instant due(Job job, Execution execution) {
        return switch (execution.trigger()) {
            case SCHEDULE, MISFIRE -> job.dueAt(execution.fireTime());
            default -> execution.fireTime();
        };
    }

    private static Instant ready(Execution execution) {
        return execution.createdAt().isAfter(execution.fireTime()) ? execution.createdAt() : execution.fireTime();
    }

    private void ended(Execution execution, int shard, Attempt attempt) {
        String job = execution.jobName();
        String trigger = execution.trigger().value();
        JobResult result = attempt.status().result();
        if (live.ended(execution.id(), shard, attempt.number())) {
            attempts.stopped(job, trigger);
        }
        Instant end = Objects.requireNonNullElse(attempt.finishedAt(), attempt.deadline());
        attempts.recorded(job, trigger, result, Duration.between(attempt.startedAt(), end));
        Instant retryAt = execution.shard(shard).retryAt();
        if (retryAt != null) {
            live.nextReadyAt(execution.id(), shard, retryAt);
        }
    }

    private void ended(Execution execution) {
        live.forget(execution.id(), execution.shards().size());
        executions.ended(execution);
        Instant finished = execution.finishedAt();
        if (execution.status() == ExecutionStatus.SUCCESS && finished != null) {
            attempts.succeeded(execution.jobName(), finished);
        }
    }
}
