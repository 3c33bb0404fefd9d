package io.jobflow.scheduler.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fire times that a calendar leaves of a schedule: those of days that keep theirs, and those of moved days at
 * the same local time of the day they were moved to. A local time which that day skips is the end of the gap; one which it
 * has twice is the earlier of the two.
 *
 * <p>Bounded: days without fires are passed over range by range, and after {@link #MAX_JUMPS} ranges with fires that all
 * fall away the answer is that there is none.
 */
final class CalendarSearch {

    /** A schedule that fires once a week has then been followed for two centuries. */
    private static final int MAX_JUMPS = 10_000;

    private final BusinessCalendar calendar;
    private final Schedule schedule;
    private final Instant anchor;
    private final ZoneId zone;

    CalendarSearch(BusinessCalendar calendar, Schedule schedule, Instant anchor) {
        this.calendar = calendar;
        this.schedule = schedule;
        this.anchor = anchor;
        this.zone = schedule.dayZone();
    }

    Optional<Instant> next(Instant after) {
        Instant kept = keptFire(after);
        return Optional.ofNullable(earlier(kept, movedFire(after, kept)));
    }

    private @Nullable Instant keptFire(Instant after) {
        Instant time = fireAfter(after);
        for (int jumps = 0; time != null && jumps < MAX_JUMPS; jumps++) {
            LocalDate day = day(time);
            if (calendar.keeps(day)) {
                return time;
            }
            LocalDate next = calendar.nextThatKeeps(day);
            time = next == null ? null : fireAfter(later(time, start(next).minusMillis(1)));
        }
        return null;
    }

    /** The first fire that was moved to a day on which it comes before the one that is known already. */
    private @Nullable Instant movedFire(Instant after, @Nullable Instant known) {
        LocalDate first = day(after);
        Instant best = known;
        for (Map.Entry<LocalDate, LocalDate> move : calendar.moved().entrySet()) {
            LocalDate target = move.getValue();
            if (!target.isBefore(first) && (best == null || !target.isAfter(day(best)))) {
                best = earlier(best, movedFire(move.getKey(), target, after));
            }
        }
        return best;
    }

    private @Nullable Instant movedFire(LocalDate source, LocalDate target, Instant after) {
        boolean begun = target.equals(day(after));
        LocalTime since = begun ? after.atZone(zone).toLocalTime() : LocalTime.MIN;
        Instant end = start(source.plusDays(1));
        Instant found = firstMoved(instant(source.atTime(since)), end, target, after);
        ZoneOffsetTransition change = zone.getRules().nextTransition(start(source));
        if (change == null || !change.isOverlap() || !change.getInstant().isBefore(end)) {
            return found;
        }
        // The source day has local times twice, so that a later fire may have an earlier local time.
        return earlier(found, firstMoved(change.getInstant(), end, target, after));
    }

    private @Nullable Instant firstMoved(Instant begin, Instant end, LocalDate target, Instant after) {
        Instant time = fireAfter(begin.minusMillis(1));
        while (time != null && time.isBefore(end)) {
            Instant moved = instant(target.atTime(time.atZone(zone).toLocalTime()));
            if (moved.isAfter(after)) {
                return moved;
            }
            time = fireAfter(time);
        }
        return null;
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }

    private @Nullable Instant fireAfter(Instant time) {
        return schedule.next(time, anchor).orElse(null);
    }

    private LocalDate day(Instant time) {
        return time.atZone(zone).toLocalDate();
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || (b != null && b.isBefore(a)) ? b : a;
    }
}
