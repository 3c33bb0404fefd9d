package io.jobflow.scheduler.sim;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.sim.check.Checker;
import io.jobflow.scheduler.sim.check.Fact;
import io.jobflow.scheduler.sim.check.Seen;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/** Looks on, objects to nothing, and counts the situations that facts show. */
final class SituationSpotter extends Checker {

    private final Sometimes sometimes;
    private final Map<ExecutionId, Execution> unfinished = new HashMap<>();
    private final Map<ExecutionId, Execution> rows = new HashMap<>();
    private final Map<JobId, Job> jobs = new HashMap<>();

    SituationSpotter(Sometimes sometimes) {
        super("sometimes");
        this.sometimes = sometimes;
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.ExecutionStored stored) {
            look(stored);
        } else if (seen.fact() instanceof Fact.JobSaved saved) {
            look(saved.job());
        } else if (seen.fact() instanceof Fact.NodeLost) {
            unfinished.values().forEach(this::lookAtLoss);
        } else if (seen.fact() instanceof Fact.AnswerHeard heard) {
            look(heard);
        } else if (seen.fact() instanceof Fact.Asked asked && asked.command() instanceof Command.Cancel cancel) {
            Execution row = unfinished.get(cancel.execution().id());
            if (row != null) {
                hit(row.hasRunningAttempt() ? Situation.CANCEL_OF_RUNNING : Situation.CANCEL_OF_WAITING);
            }
        }
    }

    private void look(Fact.ExecutionStored stored) {
        Execution row = stored.value();
        Execution before = rows.put(row.id(), row);
        if (row.status().isFinal()) {
            unfinished.remove(row.id());
        } else {
            unfinished.put(row.id(), row);
        }
        if (stored.reopened()) {
            hit(Situation.REOPENED);
        }
        if (before == null) {
            lookAtBirth(row);
        }
        Reason reason = row.reason();
        if (reason != null) {
            look(reason.code());
        }
        if (row.status() == ExecutionStatus.PARTIAL) {
            hit(Situation.PARTIAL_SUCCESS);
        }
        row.shards().stream()
                .map(ShardRun::lastAttempt)
                .filter(attempt -> attempt != null && !attempt.isRunning())
                .forEach(this::look);
    }

    private void look(Attempt attempt) {
        if (attempt.status() == AttemptStatus.LOST) {
            hit(Situation.ATTEMPT_LOST);
        } else if (attempt.status() == AttemptStatus.TIMEOUT) {
            hit(Situation.ATTEMPT_TIMED_OUT);
        }
    }

    private void lookAtBirth(Execution row) {
        if (row.trigger() == Trigger.MISFIRE && row.status() != ExecutionStatus.MISFIRED) {
            hit(Situation.MISFIRE_RUN_LATE);
        }
        Job job = jobs.get(row.jobId());
        if (job != null && row.fireKey().startsWith("s:") && job.definition().schedule() instanceof CronSchedule cron) {
            ZonedDateTime local = row.fireTime().atZone(cron.zone());
            if (local.getZone()
                            .getRules()
                            .getValidOffsets(local.toLocalDateTime())
                            .size()
                    > 1) {
                hit(Situation.CRON_FIRE_IN_A_REPEATED_HOUR);
            }
        }
    }

    private void look(String code) {
        switch (code) {
            case Reason.MISFIRED -> hit(Situation.MISFIRE_NOT_RUN);
            case Reason.MISFIRED_RANGE -> hit(Situation.ONE_ROW_FOR_MANY);
            case Reason.CONCURRENCY_SKIP -> hit(Situation.SKIPPED_BY_CONCURRENCY);
            case Reason.CONCURRENCY_QUEUE_FULL -> hit(Situation.QUEUE_FULL);
            case Reason.CONCURRENCY_REPLACED -> hit(Situation.REPLACED_WHILE_RUNNING);
            case Reason.WAITING_FOR_SLOT -> hit(Situation.WAITED_FOR_SLOT);
            case Reason.ATTEMPTS_EXHAUSTED -> hit(Situation.ATTEMPTS_EXHAUSTED);
            case Reason.REJECTED -> hit(Situation.REJECTED_TOO_OFTEN);
            default -> {}
        }
    }

    private void look(Job job) {
        jobs.put(job.id(), job);
        boolean busy =
                unfinished.values().stream().anyMatch(row -> row.jobId().equals(job.id()) && row.hasRunningAttempt());
        if (job.deletedAt() != null && busy) {
            hit(Situation.DELETED_WHILE_RUNNING);
        }
    }

    private void lookAtLoss(Execution row) {
        if (row.hasRunningAttempt()) {
            hit(Situation.LOST_WHILE_ATTEMPTS_RUN);
        }
        if (row.shards().stream().anyMatch(shard -> shard.retryAt() != null)) {
            hit(Situation.LOST_WHILE_RETRY_IS_PENDING);
        }
        Reason reason = row.reason();
        if (reason != null && reason.code().equals(Reason.WAITING_FOR_TURN)) {
            hit(Situation.LOST_WHILE_EXECUTIONS_WAIT);
        }
    }

    private void look(Fact.AnswerHeard heard) {
        Execution row = rows.get(heard.execution());
        if (row == null || heard.shardIndex() >= row.shards().size()) {
            return;
        }
        ShardRun shard = row.shard(heard.shardIndex());
        boolean settled = shard.attempts().stream()
                .anyMatch(attempt -> attempt.number() == heard.number() && !attempt.isRunning());
        if (settled) {
            hit(Situation.ANSWER_AFTER_SETTLE);
            if (heard.number() < shard.budgetFrom()) {
                hit(Situation.ANSWER_OF_AN_EARLIER_LIFE);
            }
        }
    }

    private void hit(Situation situation) {
        sometimes.hit(situation);
    }
}
