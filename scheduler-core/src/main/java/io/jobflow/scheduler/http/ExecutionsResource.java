package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.job.JsonFields;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Executions: of one job, and one by its trace id or id. */
final class ExecutionsResource {

    private static final Pattern TRACE_ID = Pattern.compile("[0-9a-fA-F]{32}");

    private final JobStore store;
    private final Commands commands;
    private final TimeSource time;

    ExecutionsResource(JobStore store, Commands commands, TimeSource time) {
        this.store = store;
        this.commands = commands;
        this.time = time;
    }

    void listOfJob(Context context) {
        String name = JobsResource.name(context);
        QueryParameters query = new QueryParameters(context, List.of("status", "from", "to", "page", "size"));
        Instant now = time.now();
        ExecutionFilter filter =
                new ExecutionFilter(name, statuses(query), query.instant("from"), query.instant("to"), now);
        PageRequest page = query.page();
        query.throwIfAny();
        Page<Execution> executions = store.listExecutions(filter, page);
        // History outlives its job: a name without either never existed.
        if (executions.total() == 0 && store.findJob(name).isEmpty() && hasNoHistory(name)) {
            throw Missing.job(name);
        }
        Json.send(context, 200, Json.page(executions, execution -> ExecutionView.of(execution.seenAt(now))));
    }

    void get(Context context) {
        Execution execution = find(context).seenAt(time.now());
        Json.send(context, 200, ExecutionView.inFull(execution, store.findReopenings(execution.id())));
    }

    void retry(Context context) {
        boolean everyShard = wantsEveryShard(RequestBody.read(context));
        send(context, new Command.Reopen(find(context), new Reopening.Ask(Reopening.Kind.RETRY, everyShard, null)));
    }

    private static boolean wantsEveryShard(String body) {
        if (body.isBlank()) {
            return false;
        }
        JsonFields fields = JsonFields.parse(body, List.of("shards"));
        Which which = fields.choice("shards", Which.FAILED);
        fields.throwIfAny();
        return which == Which.ALL;
    }

    /** Which shards a retry sends again. */
    private enum Which {
        FAILED,
        ALL
    }

    void cancel(Context context) {
        JobsResource.refuseFields(context);
        send(context, new Command.Cancel(find(context)));
    }

    private void send(Context context, Command command) {
        Json.send(
                context,
                200,
                ExecutionView.of(commands.execute(command).execution().seenAt(time.now())));
    }

    private Execution find(Context context) {
        String id = context.pathParam("id");
        Optional<Execution> found = TRACE_ID.matcher(id).matches()
                ? store.findExecutionByTraceId(id.toLowerCase(Locale.ROOT))
                : ExecutionId.parse(id).flatMap(store::findExecution);
        return found.orElseThrow(() -> Missing.execution(id));
    }

    private boolean hasNoHistory(String name) {
        ExecutionFilter all = new ExecutionFilter(name, Set.of(), null, null);
        return store.listExecutions(all, new PageRequest(0, 1)).total() == 0;
    }

    private static Set<ExecutionStatus> statuses(QueryParameters query) {
        String text = query.text("status");
        Set<ExecutionStatus> statuses = EnumSet.noneOf(ExecutionStatus.class);
        if (text == null) {
            return statuses;
        }
        for (String word : text.split(",", -1)) {
            Optional<ExecutionStatus> status = Arrays.stream(ExecutionStatus.values())
                    .filter(candidate -> candidate.value().equals(word.strip()))
                    .findFirst();
            status.ifPresentOrElse(statuses::add, () -> query.note("status", word, "one or more of " + words()));
        }
        return statuses;
    }

    private static String words() {
        return Arrays.stream(ExecutionStatus.values())
                .map(ExecutionStatus::value)
                .collect(Collectors.joining(", "));
    }
}
