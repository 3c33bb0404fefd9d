package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import org.jspecify.annotations.Nullable;

/** Executions and dead letters in answers. */
final class ExecutionView {

    private ExecutionView() {}

    static ObjectNode of(Execution execution) {
        ObjectNode json = Json.object()
                .put("id", execution.id().toString())
                .put("traceId", execution.traceId())
                .put("job", execution.jobName())
                .put("jobVersion", execution.jobVersion())
                .put("fireTime", Json.instant(execution.fireTime()))
                .put("trigger", execution.trigger().value())
                .put("status", execution.status().value())
                .put("createdAt", Json.instant(execution.createdAt()))
                .put("startedAt", Json.instant(execution.startedAt()))
                .put("finishedAt", Json.instant(execution.finishedAt()));
        json.set("reason", reason(execution.toldReason()));
        ArrayNode shards = json.putArray("shards");
        execution.shards().forEach(shard -> write(shard, shards.addObject()));
        return json;
    }

    static ObjectNode of(DeadLetter letter) {
        ObjectNode json = Json.object()
                .put("id", letter.id())
                .put("executionId", letter.executionId().toString())
                .put("traceId", letter.traceId())
                .put("job", letter.jobName());
        json.set("reason", reason(letter.reason()));
        return json.put("createdAt", Json.instant(letter.createdAt()))
                .put("redrivenAt", Json.instant(letter.redrivenAt()));
    }

    private static void write(ShardRun shard, ObjectNode json) {
        json.put("index", shard.index())
                .put("total", shard.slice().total())
                .put("startId", shard.slice().startId())
                .put("endId", shard.slice().endId())
                .put("status", shard.status().value())
                .put("checkpoint", shard.checkpoint());
        ArrayNode attempts = json.putArray("attempts");
        shard.attempts().forEach(attempt -> write(attempt, attempts.addObject()));
    }

    private static void write(Attempt attempt, ObjectNode json) {
        json.put("number", attempt.number())
                .put("instance", attempt.instance())
                .put("fencingToken", attempt.token().value())
                .put("status", attempt.status().value())
                .put("startedAt", Json.instant(attempt.startedAt()))
                .put("finishedAt", Json.instant(attempt.finishedAt()))
                .put("httpStatus", attempt.httpStatus())
                .put("message", attempt.message());
    }

    private static @Nullable ObjectNode reason(@Nullable Reason reason) {
        return reason == null ? null : Json.object().put("code", reason.code()).put("sentence", reason.sentence());
    }
}
