package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.time.TimeSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fires of the past, on request: {@code /api/v1/jobs/{name}/backfill} and {@code /api/v1/backfills}. */
final class BackfillsResource {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    private final JobStore store;
    private final Commands commands;
    private final TimeSource time;

    BackfillsResource(JobStore store, Commands commands, TimeSource time) {
        this.store = store;
        this.commands = commands;
        this.time = time;
    }

    void begin(Context context) {
        String name = JobsResource.name(context);
        String key = TriggerResource.idempotencyKey(context);
        BackfillRequest request = BackfillRequest.read(RequestBody.read(context), time.now());
        Job job = store.findJob(name).orElseThrow(() -> Missing.job(name));
        String hash = key == null ? null : TriggerResource.hash(request.canonical());
        Backfill earlier =
                key == null ? null : store.findBackfill(job.id(), key).orElse(null);
        if (earlier != null) {
            refuseOtherBody(earlier, key, hash);
            answer(context, earlier, true);
            return;
        }
        Reply.BackfillStands begun = commands.backfill(new Command.StartBackfill(
                name,
                request.from(),
                request.to(),
                request.maxConcurrent(),
                request.params(),
                key,
                hash,
                request.countFireTimes(FireTimesResource.of(job, store))));
        answer(context, begun.backfill(), begun.existed());
    }

    private static void refuseOtherBody(Backfill earlier, @Nullable String key, @Nullable String hash) {
        if (!Objects.equals(earlier.requestHash(), hash)) {
            throw ProblemException.of(
                    409,
                    "idempotency-key.reused",
                    TriggerResource.KEY_HEADER + " \"" + key + "\" was used for backfill " + earlier.id()
                            + " with another body; use a new key for another request.");
        }
    }

    private static void answer(Context context, Backfill backfill, boolean existed) {
        context.header("Location", Routes.BACKFILLS + "/" + backfill.id());
        if (existed) {
            context.header("Idempotency-Replayed", "true");
        }
        Json.send(context, 202, Json.object().put("backfillId", backfill.id()).put("fireTimes", backfill.fireTimes()));
    }

    void get(Context context) {
        Json.send(context, 200, view(find(context)));
    }

    void listOfJob(Context context) {
        String name = JobsResource.name(context);
        QueryParameters query = new QueryParameters(context, List.of("page", "size"));
        PageRequest page = query.page();
        query.throwIfAny();
        Page<Backfill> backfills = store.listBackfills(name, page);
        if (backfills.total() == 0 && store.findJob(name).isEmpty()) {
            throw Missing.job(name);
        }
        Json.send(context, 200, Json.page(backfills, this::view));
    }

    void cancel(Context context) {
        JobsResource.refuseFields(context);
        Reply.BackfillStands cancelled =
                commands.backfill(new Command.CancelBackfill(find(context).id()));
        Json.send(context, 200, view(cancelled.backfill()));
    }

    private Backfill find(Context context) {
        String id = context.pathParam("id");
        Optional<Backfill> found = ID.matcher(id).matches() ? store.findBackfill(Long.parseLong(id)) : Optional.empty();
        return found.orElseThrow(() -> Missing.backfill(id));
    }

    private ObjectNode view(Backfill backfill) {
        ObjectNode json = Json.object()
                .put("id", backfill.id())
                .put("job", backfill.jobName())
                .put("from", Json.instant(backfill.from()))
                .put("to", Json.instant(backfill.to()))
                .put("maxConcurrent", backfill.maxConcurrent())
                .put("status", backfill.status().value())
                .put("fireTimes", backfill.fireTimes())
                .put("made", backfill.made())
                .put("createdAt", Json.instant(backfill.createdAt()))
                .put("finishedAt", Json.instant(backfill.finishedAt()));
        ObjectNode executions = json.putObject("executions");
        SortedMap<ExecutionStatus, Integer> counts = store.countExecutions(backfill);
        counts.forEach((status, count) -> executions.put(status.value(), count));
        return json;
    }
}
