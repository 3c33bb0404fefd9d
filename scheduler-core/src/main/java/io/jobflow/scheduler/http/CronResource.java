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
import io.jobflow.scheduler.time.GivenTime;
import io.jobflow.scheduler.time.TimeSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        ZonedDateTime from = from(query, zone);
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
        expression.stream(from)
                .limit(count)
                .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
                .forEach(items::add);
        Json.send(context, 200, json);
    }

    private ZonedDateTime from(QueryParameters query, ZoneId zone) {
        String text = query.text("from");
        ZonedDateTime now = ZonedDateTime.ofInstant(time.now(), zone);
        if (text == null) {
            return now;
        }
        // A plus sign that was not escaped arrives as a space.
        return GivenTime.parse(text.replace(' ', '+'), zone).orElseGet(() -> {
            query.note("from", text, GivenTime.EXPECTED_TIME);
            return now;
        });
    }

    private static CronExpression parse(String text, CronDialect dialect, @Nullable String seed) {
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
