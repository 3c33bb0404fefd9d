package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.cron.NaiveCron;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of a schedule, found by looking at one second or minute after another. It shares no thought with the
 * code that computes the next fire time.
 */
final class FireTimes {

    private static final long HOUR = 3_600;

    private record Hour(String text, ZoneId zone, DaylightSaving policy, long number) {}

    /** What one hour holds; many histories play in the same hours. */
    private static final Map<Hour, List<Instant>> HOURS = new ConcurrentHashMap<>();

    private final Job job;
    private final Schedule schedule;
    private final Deque<Instant> found = new ArrayDeque<>();
    private Instant scannedTo;

    /** Fire times of a job strictly after an instant. */
    FireTimes(Job job, Instant after) {
        this.job = job;
        this.schedule = job.definition().schedule();
        this.scannedTo = after;
    }

    /** Whether a job's fire times follow from the clock alone. */
    static boolean knows(Job job) {
        Schedule schedule = job.definition().schedule();
        return schedule instanceof FixedRateSchedule
                || schedule instanceof CronSchedule
                || schedule instanceof OneTimeSchedule;
    }

    /** Takes the next fire time that is due at an instant or before; null when there is none. */
    @Nullable Instant takeUpTo(Instant until) {
        if (until.isAfter(scannedTo)) {
            scan(until);
        }
        boolean none = found.isEmpty() || job.dueAt(found.getFirst()).isAfter(until);
        return none ? null : found.removeFirst();
    }

    private void scan(Instant until) {
        Instant from = scannedTo;
        for (Instant time : upTo(from, until)) {
            if (time.isAfter(from) && isInWindow(time)) {
                found.addLast(time);
            }
        }
        scannedTo = until;
    }

    private boolean isInWindow(Instant time) {
        ZonedDateTime from = job.definition().timetable().from();
        ZonedDateTime until = job.definition().timetable().until();
        return (from == null || !time.isBefore(from.toInstant()))
                && (until == null || time.isBefore(until.toInstant()));
    }

    private List<Instant> upTo(Instant from, Instant until) {
        List<Instant> times = new ArrayList<>();
        if (schedule instanceof FixedRateSchedule rate) {
            for (Instant time = job.createdAt().plus(rate.interval());
                    !time.isAfter(until);
                    time = time.plus(rate.interval())) {
                times.add(time);
            }
        } else if (schedule instanceof OneTimeSchedule once
                && !once.at().toInstant().isAfter(until)) {
            times.add(once.at().toInstant());
        } else if (schedule instanceof CronSchedule cron) {
            for (long hour = from.getEpochSecond() / HOUR; hour * HOUR <= until.getEpochSecond(); hour++) {
                hour(cron, hour).stream().filter(time -> !time.isAfter(until)).forEach(times::add);
            }
        }
        return times;
    }

    private static List<Instant> hour(CronSchedule cron, long number) {
        Hour hour = new Hour(cron.text(), cron.zone(), cron.daylightSaving(), number);
        return HOURS.computeIfAbsent(hour, FireTimes::look);
    }

    private static List<Instant> look(Hour hour) {
        NaiveCron cron = new NaiveCron(hour.text());
        int step = hour.text().startsWith("0 ") ? 60 : 1;
        List<Instant> times = new ArrayList<>();
        for (long second = hour.number() * HOUR; second < (hour.number() + 1) * HOUR; second += step) {
            Instant instant = Instant.ofEpochSecond(second);
            if (cron.firesAt(instant, instant.atZone(hour.zone()), hour.policy())) {
                times.add(instant);
            }
        }
        return times;
    }
}
