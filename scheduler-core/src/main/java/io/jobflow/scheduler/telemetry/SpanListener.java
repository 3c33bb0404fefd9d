package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.fire.FinishedSpan;
import io.jobflow.bridge.fire.FireTelemetry;
import io.jobflow.scheduler.engine.EngineListener;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Emits the dispatch span of each attempt that ends and the fire span of each execution that ends, those that never ran
 * included. An execution that was reopened has a fire span for each life, in one trace; the new attempts' spans hang
 * below the new one.
 */
final class SpanListener implements EngineListener {

    private final FireTelemetry fires;
    private final SamplingDecisions sampling;

    SpanListener(FireTelemetry fires, SamplingDecisions sampling) {
        this.fires = fires;
        this.sampling = sampling;
    }

    @Override
    public void onNotice(Notice notice) {
        if (notice instanceof Notice.AttemptEnded ended) {
            dispatch(ended.execution(), ended.execution().shard(ended.shardIndex()), ended.attempt());
        } else if (notice instanceof Notice.ExecutionEnded ended) {
            fire(ended.execution());
            sampling.forget(ended.execution().id());
        }
    }

    private void dispatch(Execution execution, ShardRun shard, Attempt attempt) {
        Integer status = attempt.httpStatus();
        FinishedSpan span = fires.dispatch(sampling.idsOf(execution), attempt.spanId(), execution.jobName())
                .retries(spanBefore(shard, attempt))
                .set(JobAttributes.ATTEMPT, (long) attempt.number())
                .set(JobAttributes.SHARD_INDEX, (long) shard.index())
                .set(JobAttributes.SHARD_TOTAL, (long) shard.slice().total())
                .set(JobAttributes.FENCING_TOKEN, attempt.token().value())
                .set(JobAttributes.INSTANCE, attempt.instance())
                .set(JobAttributes.HTTP_STATUS, status == null ? null : status.longValue());
        common(span, execution)
                .emit(
                        attempt.startedAt(),
                        Objects.requireNonNullElse(attempt.finishedAt(), attempt.deadline()),
                        attempt.status().result(),
                        attempt.message());
    }

    private static @Nullable String spanBefore(ShardRun shard, Attempt attempt) {
        return attempt.number() == 1
                ? null
                : shard.attempts().get(attempt.number() - 2).spanId();
    }

    private void fire(Execution execution) {
        Reason reason = execution.reason();
        FinishedSpan span = fires.fire(sampling.idsOf(execution), execution.jobName())
                .set(SchedulerVocabulary.STATUS, execution.status().value())
                .set(SchedulerVocabulary.REASON, reason == null ? null : reason.code())
                .set(SchedulerVocabulary.REOPENED, wasReopened(execution) ? Boolean.TRUE : null);
        Instant start = wasReopened(execution) ? startOfLife(execution) : start(execution);
        common(span, execution)
                .emit(
                        start,
                        Objects.requireNonNullElse(execution.finishedAt(), start),
                        resultOf(execution.status()),
                        reason == null ? null : reason.sentence());
    }

    /** The fire time, or when a fire that is made up for was written down: its span does not reach back to yesterday. */
    private static Instant start(Execution execution) {
        return execution.createdAt().isAfter(execution.fireTime()) ? execution.createdAt() : execution.fireTime();
    }

    /** When the first attempt of the present life started; of a life without any only its end is known. */
    private static Instant startOfLife(Execution execution) {
        return execution.shards().stream()
                .filter(shard -> shard.continuesAttempt() != null)
                .flatMap(shard -> shard.attempts().stream().skip(shard.budgetFrom() - 1L))
                .map(Attempt::startedAt)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> Objects.requireNonNullElse(execution.finishedAt(), start(execution)));
    }

    private static FinishedSpan common(FinishedSpan span, Execution execution) {
        return span.set(JobAttributes.EXECUTION_ID, execution.id().toString())
                .set(JobAttributes.FIRE_TIME, execution.fireTime().toString())
                .set(JobAttributes.TRIGGER, execution.trigger().value());
    }

    private static boolean wasReopened(Execution execution) {
        return execution.shards().stream().anyMatch(shard -> shard.continuesAttempt() != null);
    }

    private static JobResult resultOf(ExecutionStatus status) {
        return switch (status) {
            case SUCCESS -> JobResult.SUCCESS;
            case TIMEOUT -> JobResult.TIMEOUT;
            case CANCELLED -> JobResult.CANCELLED;
            case SKIPPED, MISFIRED -> JobResult.SKIPPED;
            case LOST -> JobResult.LOST;
            case FAILURE, PARTIAL, PLANNED, PENDING, RUNNING -> JobResult.FAILURE;
        };
    }
}
