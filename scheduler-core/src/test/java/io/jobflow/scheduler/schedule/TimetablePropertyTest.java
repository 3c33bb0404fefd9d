package io.jobflow.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.DaylightSaving;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random timetables against {@link NaiveTimetable}, over stretches in which clocks change. */
class TimetablePropertyTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:07:00Z");
    private static final List<String> ZONES = List.of(
            "UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
    private static final List<String> CRONS = List.of(
            "0 9 * * 1-5",
            "30 2 * * *",
            "*/45 1-3 * * *",
            "0 0 * * *",
            "59 23 * * 0,6",
            "15 3 1,15 * *",
            "0 12 29 2 *");
    /** Around the days on which the zones above change their clocks in 2026. */
    private static final List<LocalDate> BEGINNINGS = List.of(
            LocalDate.of(2026, 3, 1),
            LocalDate.of(2026, 3, 22),
            LocalDate.of(2026, 3, 30),
            LocalDate.of(2026, 9, 28),
            LocalDate.of(2026, 10, 18),
            LocalDate.of(2026, 12, 20));

    private static final int DAYS = 20;

    @Property(tries = 400)
    void findsWhatBruteForceFinds(@ForAll long seed) {
        Random random = new Random(seed);
        LocalDate first = pick(random, BEGINNINGS);
        LocalDate last = first.plusDays(DAYS);
        ZoneId zone = ZoneId.of(pick(random, ZONES));
        BusinessCalendar calendar = calendar(random, first);
        Timetable timetable = timetable(random, schedule(random, first, zone), first, zone);

        List<Instant> found = walk(timetable, calendar, first, last, zone);

        assertThat(found)
                .as("%s with %s", timetable, calendar)
                .containsExactlyElementsOf(new NaiveTimetable(timetable, calendar, ANCHOR).between(first, last));
    }

    @Property(tries = 200)
    void findsTheSameFromEveryInstant(@ForAll long seed) {
        Random random = new Random(seed);
        LocalDate first = pick(random, BEGINNINGS);
        LocalDate last = first.plusDays(DAYS);
        ZoneId zone = ZoneId.of(pick(random, ZONES));
        BusinessCalendar calendar = calendar(random, first);
        Timetable timetable = timetable(random, schedule(random, first, zone), first, zone);
        Instant begin = first.atStartOfDay(zone).toInstant();
        Instant after =
                begin.plusMillis(random.nextLong(Duration.ofDays(DAYS - 1).toMillis()));
        Instant end = last.plusDays(1).atStartOfDay(zone).toInstant();

        Instant found = timetable.next(after, ANCHOR, calendar).orElse(Instant.MAX);

        Instant expected = new NaiveTimetable(timetable, calendar, ANCHOR)
                .between(first, last)
                .higher(after);
        assertThat(found.isBefore(end) ? found : null)
                .as("after %s of %s with %s", after, timetable, calendar)
                .isEqualTo(expected);
    }

    private static List<Instant> walk(
            Timetable timetable, BusinessCalendar calendar, LocalDate first, LocalDate last, ZoneId zone) {
        Instant end = last.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> found = new ArrayList<>();
        Instant time = first.atStartOfDay(zone).toInstant().minusMillis(1);
        while ((time = timetable.next(time, ANCHOR, calendar).orElse(end)).isBefore(end)) {
            found.add(time);
        }
        return found;
    }

    private static Schedule schedule(Random random, LocalDate first, ZoneId zone) {
        return switch (random.nextInt(4)) {
            case 0 -> new FixedRateSchedule(Duration.ofMinutes(7 + random.nextInt(600)), zone);
            case 1 ->
                new OneTimeSchedule(
                        first.plusDays(random.nextInt(DAYS)).atTime(2, 30).atZone(zone));
            default -> CronSchedule.of(pick(random, CRONS), CronDialect.UNIX, DaylightSaving.ONCE, zone, "property");
        };
    }

    private static Timetable timetable(Random random, Schedule schedule, LocalDate first, ZoneId zone) {
        ZonedDateTime from = random.nextInt(3) == 0 ? bound(random, first, zone) : null;
        ZonedDateTime until = random.nextInt(3) == 0 ? bound(random, first.plusDays(8), zone) : null;
        return new Timetable(schedule, from, until, "days", Duration.ZERO);
    }

    private static @Nullable ZonedDateTime bound(Random random, LocalDate day, ZoneId zone) {
        return day.plusDays(random.nextInt(7))
                .atTime(random.nextInt(4), 15 * random.nextInt(4))
                .atZone(zone);
    }

    private static BusinessCalendar calendar(Random random, LocalDate first) {
        Set<DayOfWeek> weekly = EnumSet.noneOf(DayOfWeek.class);
        for (int i = random.nextInt(3); i > 0; i--) {
            weekly.add(DayOfWeek.of(1 + random.nextInt(7)));
        }
        TreeMap<LocalDate, LocalDate> excluded = new TreeMap<>();
        TreeMap<LocalDate, LocalDate> moved = new TreeMap<>();
        TreeSet<LocalDate> worked = new TreeSet<>();
        LocalDate day = first.plusDays(random.nextInt(4));
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate end = day.plusDays(random.nextInt(5));
            excluded.put(day, end);
            day = end.plusDays(1 + random.nextInt(4));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate source = first.plusDays(random.nextInt(DAYS));
            moved.put(source, source.plusDays(1 + random.nextInt(9)).minusDays(random.nextBoolean() ? 11 : 0));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            LocalDate extra = first.plusDays(random.nextInt(DAYS));
            if (!moved.containsKey(extra) && !covers(excluded, extra)) {
                worked.add(extra);
            }
        }
        return new BusinessCalendar("days", "", weekly, excluded, worked, moved);
    }

    private static boolean covers(TreeMap<LocalDate, LocalDate> ranges, LocalDate day) {
        var range = ranges.floorEntry(day);
        return range != null && !range.getValue().isBefore(day);
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
