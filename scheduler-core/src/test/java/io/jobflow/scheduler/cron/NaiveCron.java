package io.jobflow.scheduler.cron;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A slow second opinion on the unix dialect with six fields, written with java.time and text only, so that it shares no
 * thought with the engine: it asks of a single moment whether an expression fires then.
 */
public final class NaiveCron {
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final List<String> MONTHS =
            List.of("-", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private final String[] fields;
    private final boolean rhythmic;

    public NaiveCron(String expression) {
        this.fields = expression.toUpperCase(Locale.ROOT).split(" ");
        this.rhythmic = (fields[1] + fields[2]).contains("*") || (fields[1] + fields[2]).contains("/");
    }

    /** Whether a moment is chosen; {@code zoned} is the same moment in the expression's zone. */
    public boolean firesAt(Instant instant, ZonedDateTime zoned, DaylightSaving policy) {
        LocalDateTime local = zoned.toLocalDateTime();
        if (policy == DaylightSaving.WALL_CLOCK || rhythmic) {
            return chooses(local);
        }
        ZoneOffsetTransition before = zoned.getZone().getRules().previousTransition(instant.plusNanos(1));
        if (before != null && before.isGap() && before.getInstant().equals(instant)) {
            LocalDateTime skipped = before.getDateTimeBefore();
            while (skipped.isBefore(before.getDateTimeAfter())) {
                if (chooses(skipped)) {
                    return true;
                }
                skipped = skipped.plusMinutes(1);
            }
        }
        return chooses(local)
                && zoned.getOffset().equals(zoned.withEarlierOffsetAtOverlap().getOffset());
    }

    boolean chooses(LocalDateTime local) {
        return in(fields[0], local.getSecond(), 0, 59, List.of())
                && in(fields[1], local.getMinute(), 0, 59, List.of())
                && in(fields[2], local.getHour(), 0, 23, List.of())
                && in(fields[4], local.getMonthValue(), 1, 12, MONTHS)
                && choosesDay(local.toLocalDate());
    }

    private boolean choosesDay(LocalDate date) {
        boolean day = anyOf(fields[3], item -> isDay(item, date));
        boolean weekday = anyOf(fields[5], item -> isWeekday(item, date));
        boolean star = fields[3].matches("[*?].*") || fields[5].matches("[*?].*");
        return star ? day && weekday : day || weekday;
    }

    private static boolean isDay(String item, LocalDate date) {
        int last = date.lengthOfMonth();
        if (item.equals("LW")) {
            return date.equals(nearest(YearMonth.from(date), last));
        }
        if (item.startsWith("L")) {
            int offset = item.equals("L") ? 0 : Integer.parseInt(item.substring(2));
            return date.getDayOfMonth() == last - offset;
        }
        if (item.endsWith("W")) {
            int day = Integer.parseInt(item.substring(0, item.length() - 1));
            return day <= last && date.equals(nearest(YearMonth.from(date), day));
        }
        return in(item, date.getDayOfMonth(), 1, 31, List.of());
    }

    private static LocalDate nearest(YearMonth month, int day) {
        LocalDate wanted = month.atDay(day);
        return IntStream.of(0, -1, 1, -2, 2)
                .mapToObj(wanted::plusDays)
                .filter(near -> YearMonth.from(near).equals(month))
                .filter(near -> near.getDayOfWeek() != DayOfWeek.SATURDAY && near.getDayOfWeek() != DayOfWeek.SUNDAY)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isWeekday(String item, LocalDate date) {
        if (item.contains("#")) {
            DayOfWeek day = weekday(item.substring(0, item.indexOf('#')));
            int week = Integer.parseInt(item.substring(item.indexOf('#') + 1));
            return date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(week, day)));
        }
        if (item.endsWith("L")) {
            return date.equals(date.with(TemporalAdjusters.lastInMonth(weekday(item.substring(0, item.length() - 1)))));
        }
        int value = date.getDayOfWeek().getValue();
        return in(item, value % 7, 0, 6, WEEKDAYS) || value == 7 && !item.contains("*") && in(item, 7, 0, 7, WEEKDAYS);
    }

    private static DayOfWeek weekday(String text) {
        int number = value(text, WEEKDAYS);
        return number == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(number);
    }

    private static boolean in(String list, int value, int min, int max, List<String> names) {
        return anyOf(list, item -> inItem(item, value, min, max, names));
    }

    private static boolean inItem(String item, int value, int min, int max, List<String> names) {
        String[] parts = item.split("/");
        int step = parts.length == 2 ? Integer.parseInt(parts[1]) : 1;
        String[] range = parts[0].split("-");
        int low = parts[0].matches("[*?]") ? min : value(range[0], names);
        int high = low;
        if (range.length == 2) {
            high = value(range[1], names);
        } else if (parts[0].matches("[*?]") || parts.length == 2) {
            high = max == 7 ? 6 : max;
        }
        return value >= low && value <= high && (value - low) % step == 0;
    }

    private static int value(String text, List<String> names) {
        return names.contains(text) ? names.indexOf(text) : Integer.parseInt(text);
    }

    private static boolean anyOf(String list, Predicate<String> test) {
        return List.of(list.split(",")).stream().anyMatch(test);
    }
}
