package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.job.FireTimes;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.store.StoreWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates, changes and deletes calendars, and moves the jobs that use them on in the same transaction. */
final class CalendarCommands {

    /** Calendars there may be; every process holds all of them in memory. */
    static final int MAX_CALENDARS = 1_000;

    private static final int MAX_NAMES = 5;

    private final EngineState state;
    private final PlanAhead planAhead;

    CalendarCommands(EngineState state, PlanAhead planAhead) {
        this.state = state;
        this.planAhead = planAhead;
    }

    void put(long requestId, BusinessCalendar calendar) {
        BusinessCalendar before = state.calendars.get(calendar.name());
        if (calendar.equals(before)) {
            reply(requestId, new Reply.CalendarSaved(calendar, false));
            return;
        }
        if (before == null && state.calendars.size() >= MAX_CALENDARS) {
            String message = "There are " + MAX_CALENDARS + " calendars already; delete one that no job names.";
            reply(requestId, new Reply.Conflict("calendar.too-many", message));
            return;
        }
        List<Job> moved = new ArrayList<>();
        List<String> stranded = new ArrayList<>();
        for (JobState job : jobsThatName(calendar.name())) {
            planAhead.withdraw(job);
            recompute(job, calendar, moved, stranded);
        }
        if (stranded.isEmpty()) {
            save(requestId, calendar, before == null, moved);
        } else {
            reply(requestId, new Reply.Conflict("calendar.strands-jobs", stranded(stranded)));
        }
    }

    /** A fire time that has come is left alone: it came under the calendar as it was, and its request is about to leave. */
    private void recompute(JobState user, BusinessCalendar calendar, List<Job> moved, List<String> stranded) {
        Job job = user.job;
        Instant before = job.nextFire();
        boolean waits = before != null && before.isAfter(state.wall());
        boolean hasFired = before == null && job.definition().schedule() instanceof OneTimeSchedule;
        boolean awaits = before == null && user.awaited != null;
        if (!(waits || before == null) || hasFired || awaits) {
            return;
        }
        Instant next = nextFire(job, before, calendar);
        if (next == null && before != null) {
            stranded.add(job.name());
        } else if (next != null && !next.equals(before)) {
            moved.add(job.withNextFire(next));
        }
    }

    /** A fixed delay keeps what it has, and waits no longer than from now on. */
    private @Nullable Instant nextFire(Job job, @Nullable Instant before, BusinessCalendar calendar) {
        FireTimes times = new FireTimes(job, calendar);
        Instant fromNow = times.after(state.wall());
        if (before == null || !(job.definition().schedule() instanceof FixedDelaySchedule fixed)) {
            return fromNow;
        }
        Instant kept = times.after(before.minus(fixed.delay()));
        return fromNow == null || (kept != null && kept.isBefore(fromNow)) ? kept : fromNow;
    }

    private void save(long requestId, BusinessCalendar calendar, boolean created, List<Job> moved) {
        state.calendars.put(calendar.name(), calendar);
        state.write(new StoreWrite.SaveCalendar(calendar), result -> {
            state.happened(new Notice.CalendarChanged(calendar.name(), false, moved.size()));
            reply(requestId, new Reply.CalendarSaved(calendar, created));
        });
        for (Job job : moved) {
            state.keep(job);
            state.write(new StoreWrite.RecordFires(job.id(), job.nextFire(), List.of()), result -> {});
        }
    }

    void delete(long requestId, String name) {
        List<JobState> users = jobsThatName(name);
        if (!state.calendars.containsKey(name)) {
            reply(requestId, new Reply.NoSuchCalendar(name));
        } else if (!users.isEmpty()) {
            String message = "Calendar \"" + name + "\" is named by "
                    + names(users.stream().map(user -> user.job.name()).toList())
                    + "; have them name another one first.";
            reply(requestId, new Reply.Conflict("calendar.in-use", message));
        } else {
            state.calendars.remove(name);
            state.write(new StoreWrite.DeleteCalendar(name), result -> {
                state.happened(new Notice.CalendarChanged(name, true, 0));
                reply(requestId, new Reply.CalendarDeleted(name));
            });
        }
    }

    private List<JobState> jobsThatName(String calendar) {
        return state.jobs.values().stream()
                .filter(user -> !user.isDeleted()
                        && calendar.equals(user.job.definition().timetable().calendar()))
                .toList();
    }

    private static String stranded(List<String> jobs) {
        return "With this calendar " + names(jobs) + " would never fire again; change the calendar or their schedules.";
    }

    private static String names(List<String> jobs) {
        String shown = String.join("\", \"", jobs.subList(0, Math.min(MAX_NAMES, jobs.size())));
        String more = jobs.size() > MAX_NAMES ? " and " + (jobs.size() - MAX_NAMES) + " more" : "";
        return (jobs.size() == 1 ? "job \"" : "jobs \"") + shown + "\"" + more;
    }

    private void reply(long requestId, Reply reply) {
        state.emit(new Effect.Answered(requestId, reply));
    }
}
