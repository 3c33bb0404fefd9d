package io.jobflow.scheduler.dispatch;

import io.jobflow.bridge.JobHeaders;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.ShardPlan;
import java.time.Instant;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** The headers of one attempt, as docs/protocol.md lists them, without the signature. */
final class ProtocolHeaders {

    private ProtocolHeaders() {}

    /**
     * Writes the headers.
     *
     * @param traceparent W3C trace context of the attempt's dispatch span
     * @param callback where the outcome can be reported; null when it cannot
     */
    static Headers of(DispatchRequest request, String traceparent, @Nullable String callback) {
        Execution execution = request.execution();
        Attempt attempt = request.attempt();
        Headers.Builder headers = new Headers.Builder()
                .add(JobHeaders.TRACEPARENT, traceparent)
                .add(JobHeaders.TRACE_ID, execution.traceId())
                .add(JobHeaders.JOB, execution.jobName())
                .add(JobHeaders.EXECUTION, execution.id().toString())
                .add(JobHeaders.ATTEMPT, Integer.toString(attempt.number()))
                .add(JobHeaders.FIRE_TIME, execution.fireTime().toString())
                .add(JobHeaders.DEADLINE, deadline(request).toString());
        addShard(headers, request.shard().slice());
        headers.add(JobHeaders.LOCK_KEY, request.lockKey())
                .add(JobHeaders.FENCING_TOKEN, attempt.token().toString())
                .add(JobHeaders.LEASE_MILLIS, Long.toString(request.timeout().toMillis()));
        addIfAny(headers, JobHeaders.CALLBACK, callback);
        addIfAny(
                headers,
                JobHeaders.CHECKPOINT,
                CheckpointText.header(request.shard().checkpoint()));
        return headers.build();
    }

    private static Instant deadline(DispatchRequest request) {
        Instant given = request.attempt().startedAt().plus(request.timeout());
        return given.isBefore(request.attempt().deadline())
                ? given
                : request.attempt().deadline();
    }

    private static void addIfAny(Headers.Builder headers, String name, @Nullable String value) {
        if (value != null) {
            headers.add(name, value);
        }
    }

    private static void addShard(Headers.Builder headers, ShardPlan.Slice slice) {
        headers.add(JobHeaders.SHARD_INDEX, Integer.toString(slice.index()));
        headers.add(JobHeaders.SHARD_TOTAL, Integer.toString(slice.total()));
        if (slice.startId() != null) {
            headers.add(JobHeaders.START_ID, slice.startId().toString());
        }
        if (slice.endId() != null) {
            headers.add(JobHeaders.END_ID, slice.endId().toString());
        }
    }
}
