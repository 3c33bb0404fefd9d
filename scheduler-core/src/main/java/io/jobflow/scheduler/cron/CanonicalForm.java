package io.jobflow.scheduler.cron;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints a calendar pattern in its normal form. Two details of the text carry meaning and are kept: whether hour or minute
 * contain a star or a slash ({@link DaylightSaving#ONCE}), and whether a day field begins with a star (both day fields
 * have to match, see {@link DayRule}).
 */
final class CanonicalForm {
    private final CalendarPattern pattern;
    private final boolean rhythmic;
    private final boolean quartz;

    private CanonicalForm(CalendarPattern pattern, boolean rhythmic, CronDialect dialect) {
        this.pattern = pattern;
        this.rhythmic = rhythmic;
        this.quartz = dialect == CronDialect.QUARTZ;
    }

    static String of(CalendarPattern pattern, boolean rhythmic, CronDialect dialect) {
        return new CanonicalForm(pattern, rhythmic, dialect).print();
    }

    private String print() {
        List<String> fields = new ArrayList<>();
        TimeOfDaySet time = pattern.time();
        if (quartz || time.seconds() != 1) {
            fields.add(values(time.seconds(), CronField.SECOND, true));
        }
        String minutes = values(time.minutes(), CronField.MINUTE, rhythmic);
        String hours = values(time.hours(), CronField.HOUR, rhythmic);
        boolean shown = (minutes + hours).matches(".*[*/].*");
        fields.add(rhythmic && !shown ? withSlash(minutes) : minutes);
        fields.add(hours);
        fields.add(daysOfMonth());
        fields.add(values(pattern.months(), CronField.MONTH, true));
        fields.add(weekdays());
        if (!pattern.years().all()) {
            fields.add(String.join(",", print(years())));
        }
        return String.join(" ", fields);
    }

    /** The same list with a step of 1 written out on its first item. */
    private static String withSlash(String list) {
        int comma = list.indexOf(',');
        String first = comma < 0 ? list : list.substring(0, comma);
        String rest = comma < 0 ? "" : list.substring(comma);
        return (first.indexOf('-') < 0 ? first + "-" + first : first) + "/1" + rest;
    }

    private static String values(long bits, CronField field, boolean starAllowed) {
        List<Run> runs = Run.of(bits, starAllowed);
        if (starAllowed && runs.size() == 1 && coversFromMin(runs.get(0), field)) {
            return star(runs.get(0).step());
        }
        return String.join(",", print(runs));
    }

    private static boolean coversFromMin(Run run, CronField field) {
        return run.from() == field.min && run.to() + run.step() > field.max && run.size() > 1;
    }

    private static String star(int step) {
        return step == 1 ? "*" : "*/" + step;
    }

    private static List<String> print(List<Run> runs) {
        List<String> items = new ArrayList<>();
        for (Run run : runs) {
            String range = run.isSingle() ? "" + run.from() : run.from() + "-" + run.to();
            items.add(run.step() == 1 ? range : range + "/" + run.step());
        }
        return items;
    }

    private String daysOfMonth() {
        DayRule days = pattern.days();
        if (days.anyDayOfMonth()) {
            return quartz && !days.anyWeekday() ? "?" : "*";
        }
        List<String> items = dayItems(days.daysOfMonth(), CronField.DAY_OF_MONTH, starOnDay(days));
        addOffsets(items, days.fromEnd(), "");
        for (int rest = days.nearest(); rest != 0; rest &= rest - 1) {
            items.add(Integer.numberOfTrailingZeros(rest) + "W");
        }
        addOffsets(items, days.nearestFromEnd(), "W");
        return String.join(",", items);
    }

    private static void addOffsets(List<String> items, int offsets, String suffix) {
        for (int rest = offsets; rest != 0; rest &= rest - 1) {
            int offset = Integer.numberOfTrailingZeros(rest);
            items.add((offset == 0 ? "L" : "L-" + offset) + suffix);
        }
    }

    private String weekdays() {
        DayRule days = pattern.days();
        if (days.anyWeekday()) {
            return quartz ? "?" : "*";
        }
        int sunday = quartz ? 1 : 0;
        boolean star = bothRestricted(days) && !starOnDay(days);
        List<String> items = new ArrayList<>();
        if (star) {
            items.addAll(dayItems(days.weekdays(), CronField.DAY_OF_WEEK, true));
        } else {
            items.addAll(print(Run.of((long) days.weekdays() << sunday, false)));
        }
        for (int rest = days.lastWeekdays(); rest != 0; rest &= rest - 1) {
            items.add(Integer.numberOfTrailingZeros(rest) + sunday + "L");
        }
        for (long rest = days.nthWeekdays(); rest != 0; rest &= rest - 1) {
            int bit = Long.numberOfTrailingZeros(rest);
            items.add(bit % 7 + sunday + "#" + (bit / 7 + 1));
        }
        return String.join(",", items);
    }

    private static boolean bothRestricted(DayRule days) {
        return days.both() && !days.anyDayOfMonth() && !days.anyWeekday();
    }

    /** True where both day fields have to match and the day of month can begin with a star to say so. */
    private static boolean starOnDay(DayRule days) {
        return bothRestricted(days) && (days.daysOfMonth() & 2) != 0;
    }

    /** The plain values of a day field, with a star first where that is asked for. */
    private static List<String> dayItems(int bits, CronField field, boolean star) {
        List<String> items = new ArrayList<>();
        int rest = bits;
        if (star) {
            int step = 2;
            while ((every(step, field) & ~bits) != 0) {
                step++;
            }
            items.add(star(step));
            rest &= ~every(step, field);
        }
        items.addAll(print(Run.of(rest & 0xffff_ffffL, field == CronField.DAY_OF_MONTH)));
        return items;
    }

    private static int every(int step, CronField field) {
        int bits = 0;
        for (int value = field.min; value <= field.max; value += step) {
            bits |= 1 << value;
        }
        return bits;
    }

    private List<Run> years() {
        return Run.of(YearSet.FIRST, YearSet.LAST, pattern.years()::contains, true);
    }
}
