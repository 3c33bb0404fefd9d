package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.JsonFields;
import io.jobflow.scheduler.store.DeadLetterFilter;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Final failures that wait for a person: {@code /api/v1/dead-letters}. */
final class DeadLettersResource {

    private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

    private final JobStore store;
    private final Commands commands;

    DeadLettersResource(JobStore store, Commands commands) {
        this.store = store;
        this.commands = commands;
    }

    void list(Context context) {
        QueryParameters query = new QueryParameters(context, List.of("job", "reason", "from", "to", "page", "size"));
        String job = query.text("job");
        String reason = query.text("reason");
        LetterFilters.check(
                job, reason, (name, expected) -> query.note(name, String.valueOf(query.text(name)), expected));
        DeadLetterFilter filter = new DeadLetterFilter(job, reason, query.instant("from"), query.instant("to"));
        PageRequest page = query.page();
        query.throwIfAny();
        Json.send(context, 200, Json.page(store.listDeadLetters(filter, page), ExecutionView::of));
    }

    void get(Context context) {
        DeadLetter letter = letter(context);
        Execution execution = execution(letter);
        ObjectNode json = ExecutionView.of(letter);
        json.set("execution", ExecutionView.inFull(execution, store.findReopenings(execution.id())));
        Json.send(context, 200, json);
    }

    void redrive(Context context) {
        String params = RequestBody.readParams(context);
        DeadLetter letter = letter(context);
        refuseUnlessWaiting(letter);
        Command.Reopen command =
                new Command.Reopen(execution(letter), new Reopening.Ask(Reopening.Kind.REDRIVE, false, params));
        Json.send(context, 200, ExecutionView.of(commands.execute(command).execution()));
    }

    void redriveMany(Context context) {
        Json.send(context, 200, new BulkRedrive(store, commands).redrive(RequestBody.read(context)));
    }

    void discard(Context context) {
        String note = note(RequestBody.read(context));
        DeadLetter letter = letter(context);
        refuseUnlessWaiting(letter);
        commands.discard(new Command.Discard(letter, note));
        DeadLetter after = letter(context);
        if (after.discardedAt() == null) {
            refuseUnlessWaiting(after);
        }
        Json.send(context, 200, ExecutionView.of(after));
    }

    private static @Nullable String note(String body) {
        if (body.isBlank()) {
            return null;
        }
        JsonFields fields = JsonFields.parse(body, List.of("note"));
        String note = fields.text("note", DeadLetter.MAX_NOTE);
        fields.throwIfAny();
        return note;
    }

    private static void refuseUnlessWaiting(DeadLetter letter) {
        Problem problem = whyNotWaiting(letter);
        if (problem != null) {
            throw new ProblemException(problem);
        }
    }

    /** Why a letter cannot be redriven or discarded any more; null when it waits. */
    static @Nullable Problem whyNotWaiting(DeadLetter letter) {
        if (letter.redrivenAt() != null) {
            return Problem.of(
                    409,
                    "dead-letter.redriven",
                    "Dead letter " + letter.id() + " was redriven at " + letter.redrivenAt() + "; look at execution "
                            + letter.executionId() + " for what became of it.");
        }
        return letter.discardedAt() == null
                ? null
                : Problem.of(
                        409,
                        "dead-letter.discarded",
                        "Dead letter " + letter.id() + " was discarded at " + letter.discardedAt()
                                + "; send its execution again with POST /api/v1/executions/" + letter.executionId()
                                + "/retry if it is wanted after all.");
    }

    private DeadLetter letter(Context context) {
        String id = context.pathParam("id");
        Optional<DeadLetter> letter =
                ID.matcher(id).matches() ? store.findDeadLetter(Long.parseLong(id)) : Optional.empty();
        return letter.orElseThrow(() -> Missing.deadLetter(id));
    }

    private Execution execution(DeadLetter letter) {
        return store.findExecution(letter.executionId())
                .orElseThrow(() -> Missing.execution(letter.executionId().toString()));
    }
}
