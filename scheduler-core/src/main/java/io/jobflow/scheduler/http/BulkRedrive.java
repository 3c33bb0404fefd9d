package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JsonFields;
import io.jobflow.scheduler.store.DeadLetterFilter;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Redrives many dead letters: those with the ids given, or the newest that match a filter. Each is redriven or refused by
 * itself, and the answer says which.
 */
final class BulkRedrive {

    /** How many letters one call takes. */
    static final int MAX = 500;

    private static final Reopening.Ask REDRIVE = new Reopening.Ask(Reopening.Kind.REDRIVE, false, null);
    private static final List<String> FILTER = List.of("job", "reason", "from", "to", "limit");
    private static final List<String> FIELDS = List.of("ids", "job", "reason", "from", "to", "limit");
    private static final int LONGEST_TEXT = 200;

    private final JobStore store;
    private final Commands commands;

    BulkRedrive(JobStore store, Commands commands) {
        this.store = store;
        this.commands = commands;
    }

    /**
     * What is asked for.
     *
     * @param letters by id; empty where there is no such letter
     * @param others how many more letters match
     */
    private record Choice(Map<Long, Optional<DeadLetter>> letters, long others) {}

    ObjectNode redrive(String body) {
        JsonFields fields = JsonFields.parse(body, FIELDS);
        Choice choice = choose(fields);
        Map<Long, Command.Reopen> wanted = new TreeMap<>();
        Map<Long, Problem> refused = new TreeMap<>();
        choice.letters().forEach((id, letter) -> {
            Problem problem = letter.map(DeadLettersResource::whyNotWaiting).orElse(null);
            Execution execution = letter.flatMap(found -> store.findExecution(found.executionId()))
                    .orElse(null);
            if (problem == null && execution != null) {
                wanted.put(id, new Command.Reopen(execution, REDRIVE));
            } else {
                refused.put(
                        id, problem == null ? Missing.deadLetter(id.toString()).problem() : problem);
            }
        });
        Map<Long, Problem> late = commands.executeAll(wanted);
        refused.putAll(late);
        return answer(choice, wanted, refused, late.size());
    }

    private static ObjectNode answer(
            Choice choice, Map<Long, Command.Reopen> wanted, Map<Long, Problem> refused, int stillWaiting) {
        ObjectNode json = Json.object()
                .put("redriven", choice.letters().size() - refused.size())
                .put("refused", refused.size())
                .put("left", choice.others() + stillWaiting);
        ArrayNode items = json.putArray("items");
        choice.letters().keySet().forEach(id -> {
            Command.Reopen command = wanted.get(id);
            ObjectNode item = items.addObject()
                    .put("id", id)
                    .put(
                            "executionId",
                            command == null ? null : command.execution().id().toString());
            Problem problem = refused.get(id);
            item.put("result", problem == null ? "redriven" : "refused");
            if (problem != null) {
                item.put("code", problem.code()).put("detail", problem.detail());
            }
        });
        return json;
    }

    private Choice choose(JsonFields fields) {
        List<Long> ids = fields.numbers("ids", MAX);
        String job = fields.text("job", LONGEST_TEXT);
        String reason = fields.text("reason", LONGEST_TEXT);
        LetterFilters.check(
                job,
                reason,
                (name, expected) -> fields.note(FieldProblem.invalid(
                        fields.at(name), String.valueOf(name.equals("job") ? job : reason), expected)));
        DeadLetterFilter filter = new DeadLetterFilter(job, reason, fields.instant("from"), fields.instant("to"));
        int limit = fields.integer("limit", 1, MAX, MAX);
        refuseBothOrNeither(fields);
        fields.throwIfAny();
        return fields.has("ids") ? named(ids) : matching(filter, limit);
    }

    private static void refuseBothOrNeither(JsonFields fields) {
        boolean filtered = FILTER.stream().anyMatch(fields::has);
        if (filtered == fields.has("ids")) {
            String expected = "either ids, or at least one of " + String.join(", ", FILTER);
            fields.note(new FieldProblem(
                    filtered ? FieldProblem.CONFLICT : FieldProblem.MISSING,
                    "ids",
                    null,
                    expected,
                    "The body " + (filtered ? "names ids and a filter" : "does not say which dead letters are meant")
                            + " (expected " + expected + ")."));
        }
    }

    private Choice named(List<Long> ids) {
        Map<Long, Optional<DeadLetter>> letters = new TreeMap<>();
        ids.forEach(id -> letters.put(id, store.findDeadLetter(id)));
        return new Choice(letters, 0);
    }

    private Choice matching(DeadLetterFilter filter, int limit) {
        Page<DeadLetter> page = store.listDeadLetters(filter, new PageRequest(0, limit));
        Map<Long, Optional<DeadLetter>> letters = new TreeMap<>();
        page.items().forEach(letter -> letters.put(letter.id(), Optional.of(letter)));
        return new Choice(letters, page.total() - letters.size());
    }
}
