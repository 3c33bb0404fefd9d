package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.execution.ShardRun;
import java.util.List;
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

    /** An execution as it is shown alone: with its request body and each time that somebody sent it again. */
    static ObjectNode inFull(Execution execution, List<Reopening> reopenings) {
        ObjectNode json = of(execution);
        json.set("params", raw(execution.params()));
        ArrayNode acts = json.putArray("reopenings");
        reopenings.forEach(act -> write(act, acts.addObject()));
        return json;
    }

    private static void write(Reopening act, ObjectNode json) {
        json.put("at", Json.instant(act.at())).put("kind", act.kind().value());
        ArrayNode continued = json.putArray("continues");
        act.continued()
                .forEach(one -> continued.addObject().put("shard", one.shard()).put("attempt", one.attempt()));
        String before = act.paramsBefore();
        json.put("paramsChanged", before != null);
        json.set("paramsBefore", before == null ? null : raw(before));
    }

    private static JsonNode raw(String json) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
    }

    static ObjectNode of(DeadLetter letter) {
        ObjectNode json = Json.object()
                .put("id", letter.id())
                .put("executionId", letter.executionId().toString())
                .put("traceId", letter.traceId())
                .put("job", letter.jobName());
        json.set("reason", reason(letter.reason()));
        return json.put("createdAt", Json.instant(letter.createdAt()))
                .put("redrivenAt", Json.instant(letter.redrivenAt()))
                .put("discardedAt", Json.instant(letter.discardedAt()))
                .put("note", letter.note());
    }

    private static void write(ShardRun shard, ObjectNode json) {
        json.put("index", shard.index())
                .put("total", shard.slice().total())
                .put("startId", shard.slice().startId())
                .put("endId", shard.slice().endId())
                .put("status", shard.status().value())
                .put("checkpoint", shard.checkpoint())
                .put("continuesAttempt", shard.continuesAttempt());
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
                .put("message", attempt.message())
                .put("error", attempt.error());
    }

    private static @Nullable ObjectNode reason(@Nullable Reason reason) {
        return reason == null ? null : Json.object().put("code", reason.code()).put("sentence", reason.sentence());
    }
}
