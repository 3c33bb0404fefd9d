package io.jobflow.scheduler.job;

import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads when a job is due: its schedule, and what narrows that. */
final class TimetableReader {

    private static final List<String> NARROWING = List.of("from", "until", "calendar", "jitter");
    private static final Timetable STAND_IN = Timetable.of(new ManualSchedule());

    private final JsonFields fields;

    private TimetableReader(JsonFields fields) {
        this.fields = fields;
    }

    /** Reads the timetable; where something is wrong, a problem is noted and the result is a stand-in. */
    static Timetable read(JsonFields job, String jobName) {
        if (!job.has("schedule")) {
            job.note(FieldProblem.missing(job.at("schedule"), "an object with " + ScheduleReader.EXPECTED));
            return STAND_IN;
        }
        int before = job.problemCount();
        JsonFields fields = job.object("schedule", ScheduleReader.FIELDS);
        if (job.problemCount() > before) {
            return STAND_IN;
        }
        Timetable timetable = new TimetableReader(fields).read(ScheduleReader.read(fields, jobName));
        return job.problemCount() > before ? STAND_IN : timetable;
    }

    private Timetable read(Schedule schedule) {
        if (fields.has("manual")) {
            ScheduleReader.refuseBeside(fields, "manual", NARROWING, "schedules that fire by themselves");
            return Timetable.of(schedule);
        }
        ZonedDateTime from = time("from");
        ZonedDateTime until = time("until");
        if (from != null && until != null && !from.toInstant().isBefore(until.toInstant())) {
            fields.note(
                    FieldProblem.invalid(fields.at("until"), GivenTime.format(until), "a time after schedule.from"));
            return STAND_IN;
        }
        Duration jitter = fields.duration("jitter", Duration.ZERO, Timetable.MAX_JITTER, Duration.ZERO);
        return new Timetable(schedule, from, until, calendar(), jitter);
    }

    private @Nullable ZonedDateTime time(String name) {
        String text = fields.text(name, 100);
        ZonedDateTime time = text == null ? null : GivenTime.parseZoned(text).orElse(null);
        if (text != null && time == null) {
            fields.note(FieldProblem.invalid(fields.at(name), text, GivenTime.EXPECTED_ZONED));
        }
        return time;
    }

    private @Nullable String calendar() {
        String name = fields.text("calendar", 500);
        if (name != null && !Names.isValid(name)) {
            fields.note(FieldProblem.invalid(fields.at("calendar"), name, Names.EXPECTED));
        }
        return name;
    }
}
