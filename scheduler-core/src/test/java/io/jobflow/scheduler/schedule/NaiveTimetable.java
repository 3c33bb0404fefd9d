package io.jobflow.scheduler.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The fire times of a timetable by brute force: every day and every fire of it is looked at, rule by rule. */
final class NaiveTimetable {

    private final Timetable timetable;
    private final BusinessCalendar calendar;
    private final Instant anchor;
    private final ZoneId zone;

    NaiveTimetable(Timetable timetable, BusinessCalendar calendar, Instant anchor) {
        this.timetable = timetable;
        this.calendar = calendar;
        this.anchor = anchor;
        this.zone = timetable.schedule().dayZone();
    }

    /** All fire times of local days from the first (inclusive) to the last (inclusive). */
    NavigableSet<Instant> between(LocalDate first, LocalDate last) {
        NavigableSet<Instant> all = new TreeSet<>();
        LocalDate end = last.plusDays(400);
        for (LocalDate day = first.minusDays(400); day.isBefore(end); day = day.plusDays(1)) {
            LocalDate target = calendar.moved().get(day);
            if (target != null && !target.isBefore(first) && !target.isAfter(last)) {
                addMoved(all, day, target);
            } else if (target == null && !day.isBefore(first) && !day.isAfter(last) && keeps(day)) {
                all.addAll(fires(day));
            }
        }
        all.removeIf(time -> before(time, timetable.from()));
        all.removeIf(time -> timetable.until() != null && !before(time, timetable.until()));
        return all;
    }

    private static boolean before(Instant time, @Nullable ZonedDateTime bound) {
        return bound != null && time.isBefore(bound.toInstant());
    }

    private boolean keeps(LocalDate day) {
        if (calendar.worked().contains(day)) {
            return true;
        }
        boolean excluded = calendar.excluded().entrySet().stream()
                .anyMatch(range -> !day.isBefore(range.getKey()) && !day.isAfter(range.getValue()));
        return !excluded && !calendar.weeklyDaysOff().contains(day.getDayOfWeek());
    }

    private void addMoved(NavigableSet<Instant> all, LocalDate source, LocalDate target) {
        for (Instant time : fires(source)) {
            all.add(instant(target, time.atZone(zone).toLocalTime()));
        }
    }

    private Instant instant(LocalDate day, LocalTime time) {
        LocalDateTime local = day.atTime(time);
        if (zone.getRules().getValidOffsets(local).isEmpty()) {
            ZoneOffsetTransition gap = zone.getRules().getTransition(local);
            return gap.getInstant();
        }
        return local.toInstant(zone.getRules().getValidOffsets(local).get(0));
    }

    private NavigableSet<Instant> fires(LocalDate day) {
        NavigableSet<Instant> fires = new TreeSet<>();
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        Instant time = next(day.atStartOfDay(zone).toInstant().minusMillis(1));
        while (time != null && time.isBefore(end)) {
            fires.add(time);
            time = next(time);
        }
        return fires;
    }

    private @Nullable Instant next(Instant after) {
        return timetable.schedule().next(after, anchor).orElse(null);
    }
}
