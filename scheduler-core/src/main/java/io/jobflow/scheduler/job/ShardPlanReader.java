package io.jobflow.scheduler.job;

import java.util.List;

/** Reads how a job's executions are cut into shards. */
final class ShardPlanReader {

    private static final List<String> FIELDS = List.of("count", "range", "broadcast");
    private static final String EXPECTED = "exactly one of count, range";

    private ShardPlanReader() {}

    static ShardPlan read(JsonFields job) {
        int before = job.problemCount();
        JsonFields shards = job.object("shards", FIELDS);
        if (!job.has("shards") || job.problemCount() > before) {
            return ShardPlan.SINGLE;
        }
        if (shards.has("broadcast")) {
            shards.note(Unsupported.field(
                    shards.at("broadcast"), String.valueOf(shards.peek("broadcast")), EXPECTED, "use count"));
            return ShardPlan.SINGLE;
        }
        if (shards.has("count") == shards.has("range")) {
            shards.note(
                    shards.has("count")
                            ? FieldProblem.of(FieldProblem.CONFLICT, shards.at(""), "count, range", EXPECTED)
                            : FieldProblem.missing(shards.at(""), EXPECTED));
            return ShardPlan.SINGLE;
        }
        return shards.has("count")
                ? new ShardPlan.Count(shards.integer("count", 1, ShardPlan.MAX_COUNT, 1))
                : range(shards);
    }

    private static ShardPlan range(JsonFields shards) {
        int before = shards.problemCount();
        JsonFields range = shards.object("range", List.of("from", "to", "count"));
        for (String bound : List.of("from", "to", "count")) {
            if (!range.has(bound) && shards.problemCount() == before) {
                range.note(FieldProblem.missing(range.at(bound), "a whole number"));
            }
        }
        long from = range.longInteger("from", Long.MIN_VALUE, Long.MAX_VALUE, 0);
        long to = range.longInteger("to", Long.MIN_VALUE, Long.MAX_VALUE, 0);
        int count = range.integer("count", 1, ShardPlan.MAX_COUNT, 1);
        if (shards.problemCount() > before) {
            return ShardPlan.SINGLE;
        }
        if (to < from || to - from < 0 || to - from == Long.MAX_VALUE) {
            range.note(FieldProblem.invalid(
                    range.at("to"), Long.toString(to), "at least range.from, and fewer than 2^63 ids from there"));
            return ShardPlan.SINGLE;
        }
        return new ShardPlan.Range(from, to, count);
    }
}
