package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.ShardPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hand-written facts. Execution 1 of job 1 fires at {@link #START}; everything else is one step away from it. */
final class Sample {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final JobId JOB = new JobId(1);

    private static final ShardPlan.Slice SLICE = ShardPlan.SINGLE.slices().get(0);
    private static final long EPOCH = 1L << 40;

    private Sample() {}

    static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    static ExecutionId id(int number) {
        return new ExecutionId(number);
    }

    static Fact.JobSaved saved(JobDefinition definition, int version) {
        return new Fact.JobSaved(job(definition, version));
    }

    static Job job(JobDefinition definition, int version) {
        return new Job(JOB, definition, version, START, START, null, null);
    }

    static Attempt running(int number, int token) {
        return Attempt.starting(
                number, "http://one:1", new FencingToken(EPOCH | token), "0000000000000001", START, at(30));
    }

    static Attempt ended(int number, int token, Outcome outcome) {
        return running(number, token).ended(outcome, at(1));
    }

    static ShardRun shard(ShardStatus status, @Nullable Instant retryAt, Attempt... attempts) {
        return new ShardRun(SLICE, status, retryAt, null, 1, List.of(attempts));
    }

    static Execution pending(int number, int seconds) {
        return execution(number, seconds, ExecutionStatus.PENDING, "waiting.slot", shard(ShardStatus.PENDING, null));
    }

    static Execution waiting(int number, int seconds) {
        return execution(
                number, seconds, ExecutionStatus.PENDING, Reason.WAITING_FOR_TURN, shard(ShardStatus.PENDING, null));
    }

    static Execution running(int number) {
        return execution(
                number, number, ExecutionStatus.RUNNING, null, shard(ShardStatus.RUNNING, null, running(1, number)));
    }

    static Execution succeeded(int number) {
        return execution(
                number,
                number,
                ExecutionStatus.SUCCESS,
                null,
                shard(ShardStatus.SUCCESS, null, ended(1, number, Outcome.success(200))));
    }

    /** An execution whose fire time lies so many seconds after the start. */
    static Execution execution(
            int number, int seconds, ExecutionStatus status, @Nullable String reason, ShardRun... shards) {
        return new Execution(
                id(number),
                JOB,
                "report",
                1,
                "s:" + at(seconds).toEpochMilli(),
                at(seconds),
                Trigger.SCHEDULE,
                status,
                String.format("%032x", number),
                "0000000000000001",
                "{}",
                null,
                at(seconds),
                null,
                status.isFinal() ? at(seconds + 1) : null,
                reason == null ? null : new Reason(reason, "Because."),
                List.of(shards));
    }

    static Fact.ExecutionStored stored(Execution execution) {
        return new Fact.ExecutionStored(execution, false);
    }

    static Fact.RoundDone round(int seconds) {
        return new Fact.RoundDone(1, at(seconds));
    }

    static Fact.RequestSent sent(Execution execution, int seconds) {
        Attempt attempt = execution.shard(0).attempts().get(0);
        return new Fact.RequestSent(
                execution.id(),
                JOB,
                0,
                attempt.number(),
                attempt.token(),
                execution.fireTime(),
                at(seconds),
                Duration.between(attempt.startedAt(), attempt.deadline()));
    }

    static Fact.AnswerHeard heard(int number, Outcome outcome) {
        return new Fact.AnswerHeard(1, id(number), 0, 1, outcome);
    }

    /** Has a checker see facts, one each second. */
    static void see(Checker checker, Fact... facts) {
        for (int i = 0; i < facts.length; i++) {
            checker.see(new Seen(Duration.ofSeconds(i), facts[i]));
        }
    }
}
