package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.cron.NaiveCron;
import io.jobflow.scheduler.schedule.CronSchedule;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.schedule.Schedule;
import java.time.Instant;
import java.time.ZoneId;
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

    private final Schedule schedule;
    private final Instant anchor;
    private final Deque<Instant> found = new ArrayDeque<>();
    private Instant scannedTo;

    /** Fire times strictly after an instant, of a job that was created at another. */
    FireTimes(Schedule schedule, Instant anchor, Instant after) {
        this.schedule = schedule;
        this.anchor = anchor;
        this.scannedTo = after;
    }

    /** Whether fire times of such a schedule follow from the clock alone. */
    static boolean knows(Schedule schedule) {
        return schedule instanceof FixedRateSchedule
                || schedule instanceof CronSchedule
                || schedule instanceof OneTimeSchedule;
    }

    /** Takes the next fire time that is not after an instant; null when there is none. */
    @Nullable Instant takeUpTo(Instant until) {
        if (found.isEmpty() && until.isAfter(scannedTo)) {
            scan(until);
        }
        return found.isEmpty() || found.getFirst().isAfter(until) ? null : found.removeFirst();
    }

    private void scan(Instant until) {
        Instant from = scannedTo;
        for (Instant time : upTo(from, until)) {
            if (time.isAfter(from)) {
                found.addLast(time);
            }
        }
        scannedTo = until;
    }

    private List<Instant> upTo(Instant from, Instant until) {
        List<Instant> times = new ArrayList<>();
        if (schedule instanceof FixedRateSchedule rate) {
            for (Instant time = anchor.plus(rate.interval()); !time.isAfter(until); time = time.plus(rate.interval())) {
                times.add(time);
            }
        } else if (schedule instanceof OneTimeSchedule once && !once.at().isAfter(until)) {
            times.add(once.at());
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
