package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.Backfill;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Begins and cancels backfills. */
final class BackfillCommands {

    /** More than may wait for the engine at once, so that nobody can have looked for a key before it was stored. */
    private static final int MAX_REMEMBERED = 20_000;

    private final EngineState state;
    private final Backfills backfills;

    /** What requests with a key began lately: those who asked may have looked into the store before that. */
    private final Map<String, BackfillState> recent = new LinkedHashMap<>();

    BackfillCommands(EngineState state, Backfills backfills) {
        this.state = state;
        this.backfills = backfills;
    }

    void start(long requestId, Command.StartBackfill command) {
        JobState job = state.jobNamed(command.name());
        if (job == null) {
            reply(requestId, new Reply.NoSuchJob(command.name()));
            return;
        }
        String key = job.job.id() + " " + command.requestKey();
        BackfillState earlier = command.requestKey() == null ? null : recent.get(key);
        if (earlier != null) {
            reply(requestId, again(earlier.value, command));
            return;
        }
        BackfillState begun = backfills.begin(job, command);
        if (command.requestKey() != null) {
            recent.put(key, begun);
            if (recent.size() > MAX_REMEMBERED) {
                recent.remove(recent.keySet().iterator().next());
            }
        }
        // The shell replies when the round is durable, and this write is of the round.
        reply(requestId, new Reply.BackfillStands(begun.value, false));
    }

    /** The reply to a request whose key has begun a backfill before. */
    private static Reply again(Backfill earlier, Command.StartBackfill command) {
        return Objects.equals(earlier.requestHash(), command.requestHash())
                ? new Reply.BackfillStands(earlier, true)
                : new Reply.Conflict(
                        "idempotency-key.reused",
                        "Idempotency-Key \"" + command.requestKey() + "\" was used for backfill " + earlier.id()
                                + " with another body; use a new key for another request.");
    }

    void cancel(long requestId, Command.CancelBackfill command) {
        BackfillState backfill = backfills.running(command.id());
        if (backfill == null) {
            String message = "Backfill " + command.id() + " has ended already; there is nothing to cancel.";
            reply(requestId, new Reply.Conflict("backfill.final", message));
            return;
        }
        backfills.cancel(backfill);
        reply(requestId, new Reply.BackfillStands(backfill.value, false));
    }

    private void reply(long requestId, Reply reply) {
        state.emit(new Effect.Answered(requestId, reply));
    }
}
