package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** English. */
final class EnglishPhrases implements Phrases {
    private static final List<String> WEEKDAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> ORDINALS = List.of("first", "second", "third", "fourth", "fifth");

    @Override
    public String sentence(String time, String days, String months, String years) {
        List<String> parts = new ArrayList<>(List.of(capitalised(time)));
        boolean rhythm = !time.startsWith("at ") || time.contains(" of every ");
        if (!(rhythm && days.equals(everyDay()))) {
            parts.add(days);
        }
        if (!months.isEmpty()) {
            parts.add(months);
        }
        if (!years.isEmpty()) {
            parts.add(years);
        }
        return String.join(", ", parts);
    }

    private static String capitalised(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    @Override
    public String never() {
        return " (never: there is no such date)";
    }

    @Override
    public String inZone(String words, String zone) {
        return words + " (" + zone + " time)";
    }

    @Override
    public String onStart() {
        return "When the scheduler starts";
    }

    @Override
    public String everyInterval(Duration interval) {
        List<String> parts = new ArrayList<>();
        addAmount(parts, interval.toDays(), "day");
        addAmount(parts, interval.toHoursPart(), "hour");
        addAmount(parts, interval.toMinutesPart(), "minute");
        addAmount(parts, interval.toSecondsPart(), "second");
        addAmount(parts, interval.toMillisPart(), "millisecond");
        addAmount(parts, interval.toNanosPart() % 1_000_000, "nanosecond");
        return "Every "
                + (parts.size() == 1 && parts.get(0).startsWith("1 ")
                        ? parts.get(0).substring(2)
                        : list(parts));
    }

    private static void addAmount(List<String> parts, long amount, String unit) {
        if (amount > 0) {
            parts.add(amount + " " + unit + (amount == 1 ? "" : "s"));
        }
    }

    @Override
    public String atTimes(List<String> times) {
        return "at " + list(times);
    }

    @Override
    public String everyHours(int step, String first, String last) {
        return every(CronField.HOUR, step) + " from " + first + " to " + last;
    }

    @Override
    public String every(CronField unit, int step) {
        return step == 1 ? "every " + unit.label : "every " + step + " " + unit.label + "s";
    }

    @Override
    public String at(CronField unit, List<Run> values, boolean finest) {
        boolean single = values.size() == 1 && values.get(0).isSingle();
        String words = unit.label + (single ? " " : "s ") + runs(values, Integer::toString);
        return finest ? "at " + words : single ? "of " + words : "of the " + words;
    }

    @Override
    public String during(String first, String last) {
        return "from " + first + " to " + last;
    }

    @Override
    public String ofEvery(CronField unit) {
        return "of every " + unit.label;
    }

    @Override
    public String join(List<String> parts) {
        List<String> words = new ArrayList<>();
        for (String part : parts) {
            boolean second = !words.isEmpty() && part.startsWith("every ");
            words.add(second ? "of " + part : part);
        }
        return String.join(" ", words);
    }

    @Override
    public String everyDay() {
        return "every day";
    }

    @Override
    public String daysOfMonth(List<Run> days) {
        boolean single = days.size() == 1 && days.get(0).isSingle();
        return "on " + (single ? "day " : "days ") + runs(days, Integer::toString) + " of the month";
    }

    @Override
    public String lastDay(int daysBefore) {
        return daysBefore == 0 ? "on the last day of the month" : before(daysBefore);
    }

    private static String before(int days) {
        return days + (days == 1 ? " day" : " days") + " before the last day of the month";
    }

    @Override
    public String nearest(int day) {
        return "on the working day nearest to day " + day + " of the month";
    }

    @Override
    public String nearestToLast(int daysBefore) {
        return daysBefore == 0
                ? "on the last working day of the month"
                : "on the working day nearest to " + before(daysBefore);
    }

    @Override
    public String weekdays(List<Run> weekdays) {
        return runs(weekdays, WEEKDAYS::get);
    }

    @Override
    public String lastWeekday(int weekday) {
        return "on the last " + WEEKDAYS.get(weekday) + " of the month";
    }

    @Override
    public String nthWeekday(int week, int weekday) {
        return "on the " + ORDINALS.get(week - 1) + " " + WEEKDAYS.get(weekday) + " of the month";
    }

    @Override
    public String months(List<Run> months) {
        return "in " + runs(months, month -> MONTHS.get(month - 1));
    }

    @Override
    public String years(List<Run> years) {
        return "in " + runs(years, Integer::toString);
    }

    @Override
    public String list(List<String> items) {
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    @Override
    public String both(String daysOfMonth, String weekdays) {
        String names = weekdays.startsWith("on ") ? weekdays.substring(3) : weekdays;
        return daysOfMonth + " where that is " + names.replace(" and ", " or ");
    }

    @Override
    public String either(String daysOfMonth, String weekdays) {
        return daysOfMonth + " or " + (weekdays.startsWith("on ") ? weekdays : "on " + weekdays);
    }

    private String runs(List<Run> runs, IntFunction<String> name) {
        List<String> items = new ArrayList<>();
        for (Run run : runs) {
            String range =
                    run.isSingle() ? name.apply(run.from()) : name.apply(run.from()) + " to " + name.apply(run.to());
            items.add(run.step() == 1 ? range : range + " in steps of " + run.step());
        }
        return list(items);
    }
}
