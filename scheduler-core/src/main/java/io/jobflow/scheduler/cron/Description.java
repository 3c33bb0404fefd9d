package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says a recurrence in words: decides what is worth saying, and leaves the saying to a language's {@link Phrases}. */
final class Description {
    /** More times of day than this are said as a rhythm. */
    private static final int MAX_TIMES = 6;

    /** More values at equal distance than this are said as a range with a step. */
    private static final int MAX_STEPS = 6;

    private static final List<CronField> UNITS = List.of(CronField.HOUR, CronField.MINUTE, CronField.SECOND);

    private Description() {}

    static String of(CalendarPattern pattern, Locale locale) {
        Phrases phrases = phrases(locale);
        String days = days(pattern.days(), phrases);
        String months = pattern.months() == 0x1ffe ? "" : phrases.months(Run.of(pattern.months(), false));
        String years = pattern.years().all() ? "" : phrases.years(years(pattern.years()));
        String sentence = phrases.sentence(time(pattern.time(), phrases), days, months, years);
        return pattern.satisfiable() ? sentence : sentence + phrases.never();
    }

    static String ofStart(Locale locale) {
        return phrases(locale).onStart();
    }

    static String ofInterval(Duration interval, Locale locale) {
        return phrases(locale).everyInterval(interval);
    }

    static String inZone(String words, ZoneId zone, Locale locale) {
        return phrases(locale).inZone(words, zone.getId());
    }

    private static Phrases phrases(Locale locale) {
        return locale.getLanguage().equals("zh") ? new ChinesePhrases() : new EnglishPhrases();
    }

    private static List<Run> years(YearSet years) {
        return spelledOut(Run.of(YearSet.FIRST, YearSet.LAST, years::contains, true));
    }

    private static String time(TimeOfDaySet time, Phrases phrases) {
        boolean oneSecond = Long.bitCount(time.seconds()) == 1;
        if (oneSecond && Long.bitCount(time.minutes()) * Integer.bitCount(time.hours()) <= MAX_TIMES) {
            return phrases.atTimes(clockTimes(time));
        }
        List<Run> hours = Run.of(time.hours(), true);
        boolean oneMinute = oneSecond && Long.bitCount(time.minutes()) == 1;
        if (oneMinute && hours.size() == 1 && hours.get(0).size() < 24) {
            return phrases.everyHours(hours.get(0).step(), clockTime(time.first()), clockTime(time.last()));
        }
        return rhythm(time, phrases);
    }

    private static String rhythm(TimeOfDaySet time, Phrases phrases) {
        long[] sets = {time.hours(), time.minutes(), time.seconds()};
        int finest = time.seconds() == 1 ? 1 : 2;
        List<String> parts = new ArrayList<>();
        boolean counted = false;
        for (int i = finest; i >= 0; i--) {
            CronField unit = UNITS.get(i);
            List<Run> runs = Run.of(sets[i], true);
            boolean whole = runs.size() == 1 && runs.get(0).size() == unit.max + 1;
            if (i < finest && whole) {
                if (counted) {
                    parts.add(phrases.ofEvery(unit));
                }
                counted = false;
            } else if (i == 0 && !counted && runs.size() == 1 && runs.get(0).step() == 1) {
                parts.add(phrases.during(
                        clockTime(runs.get(0).from() * 3600),
                        clockTime(runs.get(0).to() * 3600 + 3540)));
            } else {
                counted = !isEven(runs, unit);
                parts.add(
                        counted
                                ? phrases.at(unit, spelledOut(runs), i == finest)
                                : phrases.every(unit, runs.get(0).step()));
            }
        }
        return phrases.join(parts);
    }

    /** The same values with short runs of steps value by value. */
    private static List<Run> spelledOut(List<Run> runs) {
        List<Run> clear = new ArrayList<>();
        for (Run run : runs) {
            if (run.step() == 1 || run.size() > MAX_STEPS) {
                clear.add(run);
            } else {
                for (int value = run.from(); value <= run.to(); value += run.step()) {
                    clear.add(new Run(value, value, 1));
                }
            }
        }
        return clear;
    }

    /** True where the values go round evenly, as every 15 minutes do and every 7 do not. */
    private static boolean isEven(List<Run> runs, CronField unit) {
        Run first = runs.get(0);
        int count = unit.max + 1;
        return runs.size() == 1
                && first.from() == 0
                && count % first.step() == 0
                && first.size() * first.step() == count;
    }

    private static List<String> clockTimes(TimeOfDaySet time) {
        List<String> times = new ArrayList<>();
        for (int at = time.first(); at != TimeOfDaySet.NONE; at = at < 86_399 ? time.next(at + 1) : TimeOfDaySet.NONE) {
            times.add(clockTime(at));
        }
        return times;
    }

    private static String clockTime(int secondOfDay) {
        String minutes = String.format(Locale.ROOT, "%02d:%02d", secondOfDay / 3600, secondOfDay / 60 % 60);
        return secondOfDay % 60 == 0 ? minutes : minutes + String.format(Locale.ROOT, ":%02d", secondOfDay % 60);
    }

    private static String days(DayRule days, Phrases phrases) {
        if (days.anyDayOfMonth() && days.anyWeekday()) {
            return phrases.everyDay();
        }
        List<String> daysOfMonth = daysOfMonth(days, phrases);
        List<String> weekdays = weekdays(days, phrases);
        if (days.anyDayOfMonth()) {
            return phrases.list(weekdays);
        }
        if (days.anyWeekday()) {
            return phrases.list(daysOfMonth);
        }
        return days.both()
                ? phrases.both(phrases.list(daysOfMonth), phrases.list(weekdays))
                : phrases.either(phrases.list(daysOfMonth), phrases.list(weekdays));
    }

    private static List<String> daysOfMonth(DayRule days, Phrases phrases) {
        List<String> items = new ArrayList<>();
        if (days.daysOfMonth() != 0) {
            items.add(phrases.daysOfMonth(spelledOut(Run.of(days.daysOfMonth() & 0xffff_ffffL, true))));
        }
        for (int bit = 0; bit <= 31; bit++) {
            if ((days.fromEnd() >>> bit & 1) != 0) {
                items.add(phrases.lastDay(bit));
            }
            if ((days.nearest() >>> bit & 1) != 0) {
                items.add(phrases.nearest(bit));
            }
            if ((days.nearestFromEnd() >>> bit & 1) != 0) {
                items.add(phrases.nearestToLast(bit));
            }
        }
        return items;
    }

    private static List<String> weekdays(DayRule days, Phrases phrases) {
        List<String> items = new ArrayList<>();
        if (days.weekdays() != 0) {
            items.add(phrases.weekdays(Run.of(days.weekdays(), false)));
        }
        for (int weekday = 0; weekday < 7; weekday++) {
            if ((days.lastWeekdays() >>> weekday & 1) != 0) {
                items.add(phrases.lastWeekday(weekday));
            }
            for (int week = 1; week <= 5; week++) {
                if ((days.nthWeekdays() >>> 7 * (week - 1) + weekday & 1) != 0) {
                    items.add(phrases.nthWeekday(week, weekday));
                }
            }
        }
        return items;
    }
}
