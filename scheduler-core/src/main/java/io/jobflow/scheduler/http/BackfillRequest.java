package io.jobflow.scheduler.http;

import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.job.JsonFields;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a backfill asks for.
 *
 * @param from inclusive
 * @param to exclusive, not in the future
 * @param params null for the job's own
 */
record BackfillRequest(
        Instant from,
        Instant to,
        int maxConcurrent,
        @Nullable String params) {

    private static final String NOT_AFTER_NOW = "an instant that is not in the future; what is to come fires by itself";

    /** Reads a body; everything that is wrong with it becomes one answer. */
    static BackfillRequest read(String body, Instant now) {
        JsonFields fields = JsonFields.parse(body, List.of("from", "to", "maxConcurrent", "params"));
        Instant from = instant(fields, "from");
        Instant to = instant(fields, "to");
        int maxConcurrent = fields.integer("maxConcurrent", 1, Backfill.MAX_CONCURRENT, 1);
        String params = fields.rawObject("params");
        if (to != null && to.isAfter(now)) {
            fields.note(FieldProblem.invalid("to", to.toString(), NOT_AFTER_NOW));
        } else if (from != null && to != null && !from.isBefore(to)) {
            fields.note(FieldProblem.invalid("to", to.toString(), "an instant after from, which is " + from));
        }
        fields.throwIfAny();
        if (from == null || to == null) {
            throw new IllegalStateException("an absent field was not noted");
        }
        return new BackfillRequest(from, to, maxConcurrent, params);
    }

    private static @Nullable Instant instant(JsonFields fields, String name) {
        int before = fields.problemCount();
        String text = fields.text(name, 100);
        if (text == null) {
            if (fields.problemCount() == before) {
                fields.note(FieldProblem.missing(name, GivenTime.EXPECTED_INSTANT));
            }
            return null;
        }
        Instant instant = GivenTime.parseInstant(text).orElse(null);
        if (instant == null) {
            fields.note(FieldProblem.invalid(name, text, GivenTime.EXPECTED_INSTANT));
        }
        return instant == null ? null : Instant.ofEpochMilli(instant.toEpochMilli());
    }

    /** The same for the same request, also in later versions: what its idempotency key stands for. */
    String canonical() {
        return from + "/" + to + "/" + maxConcurrent + "/" + (params == null ? "" : params);
    }

    /** How many fire times a job's schedule has in the stretch, at least one. */
    int countFireTimes(FireTimes times) {
        Job job = times.job();
        if (job.definition().schedule() instanceof ManualSchedule
                || job.definition().schedule().awaitsEnd()) {
            throw ProblemException.of(
                    409,
                    "backfill.no-fire-times",
                    "Job \"" + job.name() + "\" has a schedule that names no fire times in the past (manual, or a fixed"
                            + " delay); trigger it instead.");
        }
        int count = 0;
        Instant time = times.scheduledAfter(from.minusMillis(1));
        for (; time != null && time.isBefore(to); time = times.scheduledAfter(time)) {
            if (++count > Backfill.MAX_FIRE_TIMES) {
                throw new JobProblem(List.of(FieldProblem.invalid(
                        "to",
                        to.toString(),
                        "at most " + Backfill.MAX_FIRE_TIMES + " fire times in one backfill: end this one at " + time
                                + " and begin another there")));
            }
        }
        if (count == 0) {
            throw ProblemException.of(
                    409,
                    "backfill.no-fire-times",
                    "The schedule of job \"" + job.name() + "\" has no fire time from " + from + " (inclusive) to " + to
                            + " (exclusive); there is nothing to make up for.");
        }
        return count;
    }
}
