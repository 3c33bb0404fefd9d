package io.jobflow.scheduler.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule with all that narrows it: the window in which it is valid, the calendar of the days on which it fires, and
 * the spread of its requests. A fire time that window or calendar leave out does not exist: nothing is recorded of it.
 * Immutable and free of clocks; safe for use by many threads.
 *
 * @param from the first instant that may be a fire time; null for no bound
 * @param until no fire time lies at or after it; null for no bound, otherwise after {@code from}
 * @param calendar name of the {@link BusinessCalendar}; null when every day counts
 * @param jitter a request leaves so much after its fire time, at most and exclusive; 0 to {@link #MAX_JITTER}
 */
public record Timetable(
        Schedule schedule,
        @Nullable ZonedDateTime from,
        @Nullable ZonedDateTime until,
        @Nullable String calendar,
        Duration jitter) {

    /** The widest spread. */
    public static final Duration MAX_JITTER = Duration.ofHours(1);

    public Timetable {
        if (from != null && until != null && !from.toInstant().isBefore(until.toInstant())) {
            throw new IllegalArgumentException("the window from " + from + " until " + until + " is empty");
        }
        if (jitter.isNegative() || jitter.compareTo(MAX_JITTER) > 0) {
            throw new IllegalArgumentException("jitter " + jitter + " is not in 0.." + MAX_JITTER);
        }
    }

    /** A schedule that nothing narrows. */
    public static Timetable of(Schedule schedule) {
        return new Timetable(schedule, null, null, null, Duration.ZERO);
    }

    /**
     * The first fire time strictly after an instant, in whole milliseconds.
     *
     * @param after the instant to search from; for a fixed delay the end that the fire counts from
     * @param anchor the instant the job was created, from which intervals count
     * @param days the calendar that is named; null exactly when none is
     * @return empty when there is none
     */
    public Optional<Instant> next(Instant after, Instant anchor, @Nullable BusinessCalendar days) {
        Optional<Instant> found = schedule.awaitsEnd() ? afterEnd(after, anchor, days) : fire(after, anchor, days);
        return found.filter(time -> until == null || time.isBefore(until.toInstant()));
    }

    private Optional<Instant> fire(Instant after, Instant anchor, @Nullable BusinessCalendar days) {
        Instant beforeWindow = from == null ? after : firstMillisecond(from).minusMillis(1);
        Instant since = beforeWindow.isAfter(after) ? beforeWindow : after;
        return days == null ? schedule.next(since, anchor) : new CalendarSearch(days, schedule, anchor).next(since);
    }

    /** Fire times are whole milliseconds, also where a window opens between two of them. */
    private static Instant firstMillisecond(ZonedDateTime opening) {
        Instant whole = opening.toInstant().truncatedTo(ChronoUnit.MILLIS);
        return whole.equals(opening.toInstant()) ? whole : whole.plusMillis(1);
    }

    /** A delay leads to an instant, not to one of many: where it may not fire, the first instant at which it may. */
    private Optional<Instant> afterEnd(Instant end, Instant anchor, @Nullable BusinessCalendar days) {
        Optional<Instant> due = schedule.next(end, anchor)
                .map(time -> from == null || !time.isBefore(from.toInstant()) ? time : firstMillisecond(from));
        return days == null ? due : due.flatMap(time -> days.firstOpen(time, schedule.dayZone()));
    }

    /** Whether something that happens at an instant by itself, such as a fire at start, may happen then. */
    public boolean allows(Instant time, @Nullable BusinessCalendar days) {
        return (from == null || !time.isBefore(from.toInstant()))
                && (until == null || time.isBefore(until.toInstant()))
                && (days == null || days.isOpen(time.atZone(schedule.dayZone()).toLocalDate()));
    }

    /**
     * When the request of a fire leaves: at the fire time, or later by an offset from 0 (inclusive) to the jitter
     * (exclusive). The offset follows from seed and fire time alone, so that every process finds the same after a crash,
     * and jobs with the same schedule spread evenly; the arithmetic is spelled out (the finalizer of SplitMix64) because a
     * generator of the platform might change with it.
     *
     * @param seed the job's id
     */
    public Instant dueAt(Instant fireTime, long seed) {
        if (jitter.isZero()) {
            return fireTime;
        }
        long bits = seed * 0x9E3779B97F4A7C15L ^ fireTime.toEpochMilli();
        bits = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ (bits >>> 27)) * 0x94D049BB133111EBL;
        return fireTime.plusMillis(Math.floorMod(bits ^ (bits >>> 31), jitter.toMillis()));
    }
}
