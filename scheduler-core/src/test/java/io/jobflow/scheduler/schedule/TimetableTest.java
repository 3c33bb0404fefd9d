package io.jobflow.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimetableTest {

    private static final Instant ANCHOR = Instant.parse("2026-01-01T00:00:00Z");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void chinaWorksTheSwappedWeekendsAndRestsOverNationalDay() {
        BusinessCalendar china = new BusinessCalendar(
                "china",
                "National Day 2026",
                Set.of(),
                new TreeMap<>(Map.of(day("2026-10-01"), day("2026-10-07"))),
                new TreeSet<>(),
                new TreeMap<>(Map.of(
                        day("2026-10-06"), day("2026-09-20"),
                        day("2026-10-07"), day("2026-10-10"))));
        Timetable weekdays = Timetable.of(cron("0 9 * * 1-5", SHANGHAI));

        List<String> fires = fires(weekdays, china, "2026-09-18T00:00:00+08:00", "2026-10-14T00:00:00+08:00");

        assertThat(fires)
                .allMatch(time -> time.endsWith("T09:00+08:00[Asia/Shanghai]"))
                .extracting(time -> time.substring(0, 10))
                .containsExactly(
                        "2026-09-18", // Friday
                        "2026-09-20", // Sunday, worked
                        "2026-09-21",
                        "2026-09-22",
                        "2026-09-23",
                        "2026-09-24",
                        "2026-09-25",
                        "2026-09-28",
                        "2026-09-29",
                        "2026-09-30",
                        "2026-10-08", // Thursday, the first day after the holiday
                        "2026-10-09",
                        "2026-10-10", // Saturday, worked
                        "2026-10-12",
                        "2026-10-13");
    }

    @Test
    void aDailyJobWorksADayThatIsAWeeklyDayOffOtherwise() {
        BusinessCalendar days = new BusinessCalendar(
                "days",
                "",
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                new TreeMap<>(),
                new TreeSet<>(Set.of(day("2026-09-20"))),
                new TreeMap<>());

        List<String> fires = fires(
                Timetable.of(cron("0 9 * * *", SHANGHAI)),
                days,
                "2026-09-18T00:00:00+08:00",
                "2026-09-22T00:00:00+08:00");

        assertThat(fires)
                .extracting(time -> time.substring(0, 10))
                .containsExactly("2026-09-18", "2026-09-20", "2026-09-21");
    }

    @Test
    void twoDaysCanBeSwapped() {
        BusinessCalendar days = moving(Map.of("2026-03-02", "2026-03-07", "2026-03-07", "2026-03-02"));

        List<String> fires =
                fires(Timetable.of(cron("0 9 * * 6", BERLIN)), days, "2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z");

        assertThat(fires).containsExactly("2026-03-02T09:00+01:00[Europe/Berlin]");
    }

    @Test
    void aMovedTimeThatTheDaySkipsIsTheEndOfTheGap() {
        BusinessCalendar days = moving(Map.of("2026-03-27", "2026-03-29"));

        List<String> fires =
                fires(Timetable.of(cron("30 2 27 * *", BERLIN)), days, "2026-03-26T00:00:00Z", "2026-03-31T00:00:00Z");

        assertThat(fires).containsExactly("2026-03-29T03:00+02:00[Europe/Berlin]");
    }

    @Test
    void aMovedTimeThatTheDayHasTwiceIsTheEarlierOne() {
        BusinessCalendar days = moving(Map.of("2026-10-23", "2026-10-25"));

        List<String> fires =
                fires(Timetable.of(cron("30 2 23 * *", BERLIN)), days, "2026-10-22T00:00:00Z", "2026-10-27T00:00:00Z");

        assertThat(fires).containsExactly("2026-10-25T02:30+02:00[Europe/Berlin]");
    }

    @Test
    void aOneTimeFireMovesWithItsDay() {
        BusinessCalendar days = moving(Map.of("2026-10-06", "2026-10-10"));
        Timetable once = Timetable.of(new OneTimeSchedule(ZonedDateTime.parse("2026-10-06T08:30:00+08:00")));

        assertThat(once.next(ANCHOR, ANCHOR, days)).contains(Instant.parse("2026-10-10T00:30:00Z"));
        assertThat(once.next(Instant.parse("2026-10-10T00:30:00Z"), ANCHOR, days))
                .isEmpty();
    }

    @Test
    void endsTheSearchWhenEveryDayIsExcluded() {
        BusinessCalendar never = new BusinessCalendar(
                "never", "", EnumSet.allOf(DayOfWeek.class), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
        BusinessCalendar noWeekends = weeklyOff(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

        assertThat(Timetable.of(cron("* * * * *", BERLIN)).next(ANCHOR, ANCHOR, never))
                .isEmpty();
        assertThat(Timetable.of(new FixedRateSchedule(Duration.ofMillis(100))).next(ANCHOR, ANCHOR, never))
                .isEmpty();
        assertThat(Timetable.of(new FixedDelaySchedule(Duration.ofSeconds(1))).next(ANCHOR, ANCHOR, never))
                .isEmpty();
        assertThat(Timetable.of(cron("0 9 * * 6", BERLIN)).next(ANCHOR, ANCHOR, noWeekends))
                .isEmpty();
    }

    @Test
    void passesOverADecadeOfExcludedDays() {
        BusinessCalendar decade = new BusinessCalendar(
                "decade",
                "",
                Set.of(),
                new TreeMap<>(Map.of(day("2026-01-01"), day("2035-12-31"))),
                new TreeSet<>(),
                new TreeMap<>());

        assertThat(Timetable.of(new FixedRateSchedule(Duration.ofMillis(100))).next(ANCHOR, ANCHOR, decade))
                .contains(Instant.parse("2036-01-01T00:00:00Z"));
    }

    @Test
    void theWindowIncludesItsBeginningAndExcludesItsEnd() {
        Timetable hourly = window("2026-03-01T02:00:00Z", "2026-03-01T04:00:00Z", cron("0 * * * *", BERLIN));

        assertThat(fires(hourly, null, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"))
                .containsExactly("2026-03-01T03:00+01:00[Europe/Berlin]", "2026-03-01T04:00+01:00[Europe/Berlin]");
    }

    @Test
    void theWindowsEndsAreInstantsAlsoWhereTheClocksChange() {
        // 02:30 comes twice on 25 October; the window begins with the second one and ends before the gap of 28 March.
        Timetable half = window(
                "2026-10-25T02:30:00+01:00[Europe/Berlin]",
                "2027-03-28T03:00:00+02:00[Europe/Berlin]",
                CronSchedule.of("30 1,2,3 * * *", CronDialect.UNIX, DaylightSaving.WALL_CLOCK, BERLIN, "job"));

        assertThat(fires(half, null, "2026-10-24T22:00:00Z", "2026-10-25T03:00:00Z"))
                .containsExactly("2026-10-25T02:30+01:00[Europe/Berlin]", "2026-10-25T03:30+01:00[Europe/Berlin]");
        assertThat(fires(half, null, "2027-03-27T23:00:00Z", "2027-04-01T00:00:00Z"))
                .containsExactly("2027-03-28T01:30+01:00[Europe/Berlin]");
    }

    @Test
    void aFixedRateStaysAnchoredWithinItsWindow() {
        Timetable rate = window("2026-01-02T00:00:01Z", null, new FixedRateSchedule(Duration.ofMinutes(7)));

        Instant first = rate.next(ANCHOR, ANCHOR, null).orElseThrow();

        assertThat(Duration.between(ANCHOR, first).toMinutes() % 7).isZero();
        assertThat(first).isEqualTo(Instant.parse("2026-01-02T00:02:00Z"));
    }

    @Test
    void aWindowThatOpensBetweenTwoMillisecondsLetsNothingThroughBefore() {
        Timetable rate = window("2026-01-02T00:00:00.0005Z", null, new FixedRateSchedule(Duration.ofMillis(100)));

        Instant first = rate.next(ANCHOR, ANCHOR, null).orElseThrow();

        assertThat(first).isEqualTo(Instant.parse("2026-01-02T00:00:00.100Z"));
    }

    @Test
    void aFixedDelayWaitsForTheFirstInstantThatWindowAndCalendarAllow() {
        Timetable delay = window(
                "2026-03-07T10:00:00+01:00",
                "2026-03-09T02:00:00+01:00",
                new FixedDelaySchedule(Duration.ofHours(1), BERLIN));
        BusinessCalendar noSundays = weeklyOff(DayOfWeek.SUNDAY);

        assertThat(delay.next(at("2026-03-07T05:00:00Z"), ANCHOR, noSundays)).contains(at("2026-03-07T09:00:00Z"));
        assertThat(delay.next(at("2026-03-07T12:00:00Z"), ANCHOR, noSundays)).contains(at("2026-03-07T13:00:00Z"));
        assertThat(delay.next(at("2026-03-07T22:30:00Z"), ANCHOR, noSundays)).contains(at("2026-03-08T23:00:00Z"));
        assertThat(delay.next(at("2026-03-09T00:00:00Z"), ANCHOR, noSundays)).isEmpty();
    }

    @Test
    void jitterFollowsFromSeedAndFireTimeAndSpreadsOverItsWidth() {
        Timetable spread = jittered(Duration.ofMinutes(10));
        Set<Long> minutes = new TreeSet<>();

        for (long seed = 1; seed <= 1_000; seed++) {
            Duration offset = Duration.between(ANCHOR, spread.dueAt(ANCHOR, seed));
            assertThat(offset).isBetween(Duration.ZERO, Duration.ofMillis(10 * 60_000 - 1));
            minutes.add(offset.toMinutes());
        }

        assertThat(minutes).hasSize(10);
        assertThat(spread.dueAt(ANCHOR, 7)).isEqualTo(Instant.parse("2026-01-01T00:02:24.437Z"));
        assertThat(jittered(Duration.ZERO).dueAt(ANCHOR, 7)).isEqualTo(ANCHOR);
    }

    @Test
    void refusesAnEmptyWindowAndTooWideAJitter() {
        assertThatThrownBy(() -> window("2026-03-01T00:00:00Z", "2026-03-01T01:00:00+01:00", new ManualSchedule()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> jittered(Duration.ofMinutes(61))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> fires(Timetable timetable, @Nullable BusinessCalendar days, String from, String to) {
        List<String> fires = new ArrayList<>();
        Instant end = ZonedDateTime.parse(to).toInstant();
        Instant time = ZonedDateTime.parse(from).toInstant().minusMillis(1);
        while ((time = timetable.next(time, ANCHOR, days).orElse(end)).isBefore(end)) {
            fires.add(time.atZone(timetable.schedule().dayZone()).toString());
        }
        return fires;
    }

    private static Timetable window(String from, @Nullable String until, Schedule schedule) {
        ZonedDateTime end = until == null ? null : ZonedDateTime.parse(until);
        return new Timetable(schedule, ZonedDateTime.parse(from), end, null, Duration.ZERO);
    }

    private static Timetable jittered(Duration jitter) {
        return new Timetable(new ManualSchedule(), null, null, null, jitter);
    }

    private static BusinessCalendar weeklyOff(DayOfWeek... days) {
        return new BusinessCalendar("days", "", Set.of(days), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
    }

    private static BusinessCalendar moving(Map<String, String> moves) {
        TreeMap<LocalDate, LocalDate> moved = new TreeMap<>();
        moves.forEach((from, to) -> moved.put(day(from), day(to)));
        return new BusinessCalendar("days", "", Set.of(), new TreeMap<>(), new TreeSet<>(), moved);
    }

    private static CronSchedule cron(String text, ZoneId zone) {
        return CronSchedule.of(text, CronDialect.UNIX, DaylightSaving.ONCE, zone, "job");
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }
}
