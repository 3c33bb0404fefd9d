package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.CronExpression;
import io.jobflow.scheduler.cron.CronSyntaxException;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.job.CronProblems;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.JobProblem;
import io.jobflow.scheduler.job.JsonFields;
import io.jobflow.scheduler.job.Zones;
import io.jobflow.scheduler.time.TimeSource;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The next fire times of a cron expression: {@code GET /api/v1/cron/next}. */
final class CronResource {

    private static final List<String> PARAMETERS =
            List.of("expression", "zone", "dialect", "dst", "count", "from", "seed");
    private static final int DEFAULT_COUNT = 5;
    private static final int MAX_COUNT = 1_000;

    private final TimeSource time;

    CronResource(TimeSource time) {
        this.time = time;
    }

    void next(Context context) {
        QueryParameters query = new QueryParameters(context, PARAMETERS);
        CronDialect dialect = choice(query, "dialect", CronDialect.UNIX);
        DaylightSaving daylightSaving = choice(query, "dst", DaylightSaving.ONCE);
        ZoneId zone = zone(query);
        int count = query.integer("count", 1, MAX_COUNT, DEFAULT_COUNT);
        Instant from = query.instant("from");
        String text = query.text("expression");
        if (text == null) {
            query.note(new FieldProblem(
                    FieldProblem.MISSING,
                    "expression",
                    null,
                    "a cron expression",
                    "Query parameter expression is missing (expected a cron expression, such as 0 9 * * MON-FRI)."));
        }
        query.throwIfAny();
        CronExpression expression =
                parse(String.valueOf(text), dialect, query.text("seed")).withDaylightSaving(daylightSaving);
        ObjectNode json = Json.object()
                .put("expression", text)
                .put("zone", zone.getId())
                .put("dialect", JsonFields.word(dialect))
                .put("dst", JsonFields.word(daylightSaving));
        ArrayNode items = json.putArray("items");
        next(expression, ZonedDateTime.ofInstant(from == null ? time.now() : from, zone), count)
                .forEach(items::add);
        Json.send(context, 200, json);
    }

    private static List<String> next(CronExpression expression, ZonedDateTime from, int count) {
        List<String> times = new ArrayList<>();
        Optional<ZonedDateTime> next = expression.next(from);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
            next = expression.next(next.get());
        }
        return times;
    }

    private static CronExpression parse(
            String text, CronDialect dialect, @org.jspecify.annotations.Nullable String seed) {
        try {
            return seed == null ? CronExpression.parse(text, dialect) : CronExpression.parse(text, dialect, seed);
        } catch (CronSyntaxException e) {
            throw new JobProblem(List.of(CronProblems.of("expression", text, dialect, e)));
        }
    }

    private static ZoneId zone(QueryParameters query) {
        String text = query.text("zone");
        if (text == null) {
            return ZoneId.of("UTC");
        }
        return Zones.parse(text).orElseGet(() -> {
            query.note(Zones.problem("zone", text));
            return ZoneId.of("UTC");
        });
    }

    private static <E extends Enum<E>> E choice(QueryParameters query, String name, E fallback) {
        String text = query.text(name);
        if (text == null) {
            return fallback;
        }
        List<String> words = new ArrayList<>();
        for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
            if (JsonFields.word(constant).equals(text)) {
                return constant;
            }
            words.add(JsonFields.word(constant));
        }
        query.note(name, text, "one of " + String.join(", ", words));
        return fallback;
    }
}
