package io.jobflow.scheduler.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named set of rules about the days on which jobs fire. Days are local days of the job's schedule
 * ({@link Schedule#dayZone}).
 *
 * <p>What a day's own fire times are worth is said by the first rule that names it: a day that is moved away has none; a
 * worked day has them; an excluded day and a weekly day off have none; any other day has them. What is moved to a day
 * comes on top, whatever the day itself is.
 *
 * @param description empty when there is none
 * @param weeklyDaysOff days of the week without fires
 * @param excluded ranges of days without fires, the first day with the last one (inclusive); they do not overlap
 * @param worked days with fires although a weekly day off; none of them is excluded or moved
 * @param moved days whose fires happen on another day, at the same local time; none moves to itself
 */
public record BusinessCalendar(
        String name,
        String description,
        Set<DayOfWeek> weeklyDaysOff,
        NavigableMap<LocalDate, LocalDate> excluded,
        NavigableSet<LocalDate> worked,
        NavigableMap<LocalDate, LocalDate> moved) {

    /** Ranges, worked days and moved days there may be, of each. */
    public static final int MAX_ENTRIES = 1_000;

    /** Keeps every list within its bound; that they do not contradict each other is checked where they are read. */
    public BusinessCalendar {
        if (Math.max(excluded.size(), Math.max(worked.size(), moved.size())) > MAX_ENTRIES) {
            throw new IllegalArgumentException("calendar \"" + name + "\" has a list of more than " + MAX_ENTRIES);
        }
        Set<DayOfWeek> off = EnumSet.noneOf(DayOfWeek.class);
        off.addAll(weeklyDaysOff);
        weeklyDaysOff = Collections.unmodifiableSet(off);
        excluded = Collections.unmodifiableNavigableMap(new TreeMap<>(excluded));
        worked = Collections.unmodifiableNavigableSet(new TreeSet<>(worked));
        moved = Collections.unmodifiableNavigableMap(new TreeMap<>(moved));
    }

    /** Whether a day keeps the fire times that the schedule gives it. */
    public boolean keeps(LocalDate day) {
        return !moved.containsKey(day)
                && (worked.contains(day)
                        || (excludedUntil(day) == null && !weeklyDaysOff.contains(day.getDayOfWeek())));
    }

    /** Whether anything can fire on a day: it keeps its fires or takes those of another. */
    public boolean isOpen(LocalDate day) {
        return keeps(day) || moved.containsValue(day);
    }

    /** The first day after a day that keeps its fires; null when there is none. */
    @Nullable LocalDate nextThatKeeps(LocalDate day) {
        LocalDate next = day.plusDays(1);
        while (!keeps(next)) {
            LocalDate end = excludedUntil(next);
            if (weeklyDaysOff.size() == DayOfWeek.values().length) {
                return worked.higher(next);
            }
            next = (end == null ? next : end).plusDays(1);
        }
        return next;
    }

    /** The first instant, not before the one given, that lies in an open day; empty when there is none. */
    Optional<Instant> firstOpen(Instant time, ZoneId zone) {
        LocalDate day = time.atZone(zone).toLocalDate();
        if (isOpen(day)) {
            return Optional.of(time);
        }
        Optional<LocalDate> taking =
                moved.values().stream().filter(target -> target.isAfter(day)).min(Comparator.naturalOrder());
        LocalDate keeping = nextThatKeeps(day);
        LocalDate next = keeping == null
                ? taking.orElse(null)
                : taking.filter(keeping::isAfter).orElse(keeping);
        return Optional.ofNullable(next)
                .map(open -> open.atStartOfDay(zone).toInstant())
                .map(start -> start.isAfter(time) ? start : time);
    }

    private @Nullable LocalDate excludedUntil(LocalDate day) {
        Map.Entry<LocalDate, LocalDate> range = excluded.floorEntry(day);
        return range == null || range.getValue().isBefore(day) ? null : range.getValue();
    }
}
