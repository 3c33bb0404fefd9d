package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.jobflow.scheduler.dispatch.CallbackReport;
import io.jobflow.scheduler.dispatch.CallbackSecrets;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.store.JobStore;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where executors report how an attempt ended: {@code POST /api/v1/callbacks/{execution}/{shard}/{attempt}/{secret}}. The
 * secret in the address stands in for the API's token, and allows nothing but this attempt's outcome.
 */
final class CallbacksResource {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private final JobStore store;
    private final Commands commands;
    private final CallbackSecrets secrets;

    CallbacksResource(JobStore store, Commands commands) {
        this.store = store;
        this.commands = commands;
        this.secrets = new CallbackSecrets(store.callbackKey());
    }

    void report(Context context) {
        int shard = number(context, "shard");
        int number = number(context, "attempt");
        Execution execution = find(context);
        Attempt attempt = attempt(execution, shard, number);
        if (attempt == null) {
            throw missing();
        }
        if (!secrets.isOf(execution.id(), shard, attempt, context.pathParam("secret"))) {
            throw ProblemException.of(
                    403,
                    "callback.secret",
                    "The address is not the one that this attempt was given (expected the value of its header"
                            + " X-JobFlow-Callback, unchanged).");
        }
        Outcome outcome = CallbackReport.read(RequestBody.read(context, CallbackReport.MAX_BYTES));
        Reply.Reported reply = commands.report(() -> new Command.Report(find(context), shard, number, outcome));
        answer(context, execution, shard, reply, outcome);
    }

    private static void answer(Context context, Execution execution, int shard, Reply.Reported reply, Outcome outcome) {
        Attempt recorded = reply.attempt();
        if (!reply.taken()) {
            String status = recorded.status().value();
            throw new ProblemException(new Problem(
                    409,
                    "attempt.ended",
                    "Attempt " + recorded.number() + " of shard " + shard + " of execution " + execution.id()
                            + " is recorded as " + status + " since " + recorded.finishedAt() + "; the report of "
                            + outcome.result().value() + " came too late and was not taken.",
                    "status",
                    outcome.result().value(),
                    status,
                    List.of()));
        }
        ObjectNode json = Json.object()
                .put("executionId", execution.id().toString())
                .put("shard", shard)
                .put("attempt", recorded.number())
                .put("status", recorded.status().value())
                .put("finishedAt", Json.instant(recorded.finishedAt()));
        Json.send(context, 200, json);
    }

    private Execution find(Context context) {
        return ExecutionId.parse(context.pathParam("execution"))
                .flatMap(store::findExecution)
                .orElseThrow(CallbacksResource::missing);
    }

    private static @Nullable Attempt attempt(Execution execution, int shard, int number) {
        if (shard >= execution.shards().size()) {
            return null;
        }
        List<Attempt> attempts = execution.shard(shard).attempts();
        return number < 1 || number > attempts.size() ? null : attempts.get(number - 1);
    }

    private static int number(Context context, String name) {
        String text = context.pathParam(name);
        if (!NUMBER.matcher(text).matches()) {
            throw missing();
        }
        return Integer.parseInt(text);
    }

    private static ProblemException missing() {
        return ProblemException.of(
                404,
                "attempt.unknown",
                "There is no such attempt (expected the address from the header X-JobFlow-Callback, unchanged).");
    }
}
