package io.jobflow.scheduler.inprocess;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.job.ShardPlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is asked to do: one attempt of one shard. What executors find in headers and body stands here in
 * methods, and what they answer is said here before the handler returns. Confined to the handler's thread.
 */
public final class HandlerRequest {

    private final DispatchRequest request;
    private @Nullable String message;
    private @Nullable String newCheckpoint;
    private boolean skipped;

    HandlerRequest(DispatchRequest request) {
        this.request = request;
    }

    /** The job's name. */
    public String job() {
        return request.execution().jobName();
    }

    /** The execution that the attempt belongs to; the same for all shards and attempts of one fire. */
    public ExecutionId execution() {
        return request.execution().id();
    }

    /** The trace that everything of the execution shares: 32 hex digits. */
    public String traceId() {
        return request.execution().traceId();
    }

    /** The attempt's number within its shard, from 1. */
    public int attempt() {
        return request.attempt().number();
    }

    /** The instant that the schedule, or the person who triggered the job, asked for. */
    public Instant fireTime() {
        return request.execution().fireTime();
    }

    /** When the thread is interrupted and the attempt counts as timed out. */
    public Instant deadline() {
        return request.attempt().deadline();
    }

    /** The slice that is asked for: index and total, and for a range shard its first and last id. */
    public ShardPlan.Slice shard() {
        return request.shard().slice();
    }

    /** The parameters as JSON text: the job's own, or those of the trigger. */
    public String params() {
        return request.execution().params();
    }

    /** What an earlier attempt of the shard left for this one; null when it left nothing. */
    public @Nullable String checkpoint() {
        return request.shard().checkpoint();
    }

    /** Grows with every attempt: lets a resource refuse the late word of an earlier one. */
    public FencingToken fencingToken() {
        return request.attempt().token();
    }

    /** Leaves something for the next attempt of this shard, should one follow; at most 4,000 characters. */
    public void saveCheckpoint(String text) {
        newCheckpoint = text;
    }

    /** Says something that is kept in the attempt's row. */
    public void message(String text) {
        message = text;
    }

    /** Says that there was nothing to do: once the handler has returned, the shard counts as skipped. */
    public void skip(String why) {
        skipped = true;
        message = why;
    }

    @Nullable String message() {
        return message;
    }

    @Nullable String newCheckpoint() {
        return newCheckpoint;
    }

    boolean isSkipped() {
        return skipped;
    }

    DispatchRequest dispatched() {
        return request;
    }

    /** Names job, execution, shard and attempt, for log lines. */
    @Override
    public String toString() {
        return "job \"" + job() + "\", execution " + execution() + ", shard " + shard().index() + ", attempt "
                + attempt();
    }
}
