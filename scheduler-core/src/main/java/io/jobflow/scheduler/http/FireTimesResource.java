package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.store.JobStore;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The fire times that a job will have: {@code GET /api/v1/jobs/{name}/next}. */
final class FireTimesResource {

    private static final int DEFAULT_COUNT = 5;
    private static final int MAX_COUNT = 1_000;

    private final JobStore store;

    FireTimesResource(JobStore store) {
        this.store = store;
    }

    void next(Context context) {
        QueryParameters query = new QueryParameters(context, List.of("count"));
        int count = query.integer("count", 1, MAX_COUNT, DEFAULT_COUNT);
        query.throwIfAny();
        String name = JobsResource.name(context);
        Job job = store.findJob(name).orElseThrow(() -> Missing.job(name));
        ZoneId zone = job.definition().schedule().dayZone();
        ObjectNode json = Json.object().put("job", name).put("zone", zone.getId());
        addFireTimes(json.putArray("items"), of(job, store), zone, count);
        Json.send(context, 200, json);
    }

    /** The fire times of a job, on the days of the calendar that it names. */
    static FireTimes of(Job job, JobStore store) {
        String named = job.definition().timetable().calendar();
        BusinessCalendar calendar =
                named == null ? null : store.findCalendar(named).orElseThrow(() -> Missing.calendar(named));
        return new FireTimes(job, calendar);
    }

    /** Requests leave in the order of their fire times, also where their offsets would have it otherwise. */
    private static void addFireTimes(ArrayNode items, FireTimes times, ZoneId zone, int count) {
        Timetable timetable = times.job().definition().timetable();
        Instant time = times.job().nextFire();
        Instant leaves = Instant.EPOCH;
        while (time != null && items.size() < count) {
            ObjectNode item = items.addObject()
                    .put("fireTime", Json.instant(time))
                    .put("local", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone)));
            Instant due = times.dueAt(time);
            leaves = due.isAfter(leaves) ? due : leaves;
            if (!timetable.jitter().isZero()) {
                item.put("leavesAt", Json.instant(leaves));
            }
            time = times.following(time);
        }
    }
}
