package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.config.NearestName;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.ManualSchedule;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.time.GivenTime;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold of a job's timetable beyond its form: its calendar exists, and it fires at least once more. */
final class TimetableRules {

    private static final int MAX_NAMES = 20;

    private TimetableRules() {}

    /** What is wrong with the timetable that a job is to have from now on; null when nothing is. */
    static @Nullable FieldProblem problem(EngineState state, Job job) {
        Timetable timetable = job.definition().timetable();
        String calendar = timetable.calendar();
        if (calendar != null && !state.calendars.containsKey(calendar)) {
            return unknownCalendar(calendar, state.calendars.keySet());
        }
        boolean fires = timetable.schedule().firesAtStart()
                || timetable.schedule() instanceof ManualSchedule
                || state.fireTimes(job).scheduledAfter(state.wall()) != null;
        return fires ? null : neverFires(timetable, state.wall());
    }

    private static FieldProblem unknownCalendar(String name, Set<String> known) {
        String names = known.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        String more = known.size() > MAX_NAMES ? " and " + (known.size() - MAX_NAMES) + " more" : "";
        String expected = known.isEmpty() ? "no calendar, as there is none yet" : "one of " + names + more;
        String hint = NearestName.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("; create it first with PUT /api/v1/calendars/" + name + ".");
        return new FieldProblem(
                "calendar.unknown",
                "schedule.calendar",
                name,
                expected,
                "Field schedule.calendar is \"" + name + "\", which no calendar is called (expected " + expected + ")"
                        + hint);
    }

    private static FieldProblem neverFires(Timetable timetable, Instant now) {
        ZonedDateTime until = timetable.until();
        if (timetable.schedule() instanceof OneTimeSchedule once
                && !once.at().toInstant().isAfter(now)) {
            return neverFires(
                    "at",
                    once.at(),
                    "an instant in the future",
                    "is in the past",
                    "use {\"manual\": true} and trigger the job to run it now");
        }
        if (until != null && !until.toInstant().isAfter(now)) {
            return neverFires(
                    "until", until, "a time in the future", "is in the past", "leave it out or set a later one");
        }
        if (timetable.calendar() != null) {
            return neverFires(
                    "calendar",
                    timetable.calendar(),
                    "a calendar with a day on which the schedule fires",
                    "leaves no fire time within the window",
                    "change the calendar or the schedule");
        }
        String field = until != null ? "until" : "from";
        Object value = until != null ? until : timetable.from();
        return neverFires(
                field,
                value,
                "a window in which the schedule fires",
                "leaves no fire time",
                "widen the window or change the schedule");
    }

    private static FieldProblem neverFires(
            String field, @Nullable Object value, String expected, String why, String remedy) {
        String shown = value instanceof ZonedDateTime time ? GivenTime.format(time) : String.valueOf(value);
        return new FieldProblem(
                FieldProblem.NEVER_FIRES,
                "schedule." + field,
                shown,
                expected,
                "Field schedule." + field + " is \"" + shown + "\", which " + why + " (expected " + expected + "); "
                        + remedy + ".");
    }
}
