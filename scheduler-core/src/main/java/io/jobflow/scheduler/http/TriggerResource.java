package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Trigger;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JobProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs a job now: {@code POST /api/v1/jobs/{name}/trigger}, with {@code {"params": {…}}} or no body. */
final class TriggerResource {

    static final String KEY_HEADER = "Idempotency-Key";
    private static final int MAX_KEY = 200;
    private static final String KEY_EXPECTED = "1-" + MAX_KEY + " visible ASCII characters or spaces";
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{1," + MAX_KEY + "}");

    private final Commands commands;

    TriggerResource(Commands commands) {
        this.commands = commands;
    }

    void trigger(Context context) {
        String name = JobsResource.name(context);
        String key = idempotencyKey(context);
        String params = RequestBody.readParams(context);
        Reply.Executed executed = commands.execute(new Command.TriggerJob(
                name, Trigger.API, key, key == null ? null : hash(params == null ? "" : params), params));
        Execution execution = executed.execution();
        context.header("Location", Routes.EXECUTIONS + "/" + execution.id());
        if (executed.existed()) {
            context.header("Idempotency-Replayed", "true");
        }
        Json.send(
                context,
                202,
                Json.object().put("executionId", execution.id().toString()).put("traceId", execution.traceId()));
    }

    /** The request's idempotency key, null when it has none. */
    static @Nullable String idempotencyKey(Context context) {
        String key = context.header(KEY_HEADER);
        if (key != null && !KEY.matcher(key).matches()) {
            throw new JobProblem(List.of(new FieldProblem(
                    FieldProblem.INVALID,
                    KEY_HEADER,
                    key,
                    KEY_EXPECTED,
                    "Header " + KEY_HEADER + " " + whatIsWrong(key) + " (expected " + KEY_EXPECTED + ").")));
        }
        return key;
    }

    private static String whatIsWrong(String key) {
        if (key.isEmpty()) {
            return "is empty";
        }
        if (key.length() > MAX_KEY) {
            return "has " + key.length() + " characters";
        }
        int position = 0;
        while (key.charAt(position) >= ' ' && key.charAt(position) <= '~') {
            position++;
        }
        return String.format(
                Locale.ROOT, "has the character U+%04X at position %d", (int) key.charAt(position), position + 1);
    }

    /** What identifies a body. */
    static String hash(String params) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(params.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
