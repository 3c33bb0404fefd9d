package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
        QueryParameters query = new QueryParameters(context, List.of("page", "size"));
        PageRequest page = query.page();
        query.throwIfAny();
        Json.send(context, 200, Json.page(store.listDeadLetters(page), ExecutionView::of));
    }

    void redrive(Context context) {
        JobsResource.refuseFields(context);
        String id = context.pathParam("id");
        DeadLetter letter = find(id).orElseThrow(() -> Missing.deadLetter(id));
        if (letter.redrivenAt() != null) {
            throw ProblemException.of(
                    409,
                    "dead-letter.redriven",
                    "Dead letter " + id + " was redriven at " + letter.redrivenAt() + "; look at execution "
                            + letter.executionId() + " for what became of it.");
        }
        Execution execution = store.findExecution(letter.executionId())
                .orElseThrow(() -> Missing.execution(letter.executionId().toString()));
        Execution reopened = commands.execute(new Command.Reopen(execution)).execution();
        Json.send(context, 200, ExecutionView.of(reopened));
    }

    private Optional<DeadLetter> find(String id) {
        return ID.matcher(id).matches() ? store.findDeadLetter(Long.parseLong(id)) : Optional.empty();
    }
}
