package io.jobflow.scheduler.cron;

import org.jspecify.annotations.Nullable;

/** Puts the fields together: the checks that need more than one of them, and the pattern. Confined to one call. */
final class PatternAssembly {
    private static final String[] WEEKDAYS = {
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
    };
    private static final TimeOfDaySet ON_THE_MINUTE = new TimeOfDaySet(1, 1, 1);

    private final CronText source;
    private final @Nullable FieldValues[] values;

    /** @param values by the fields' ordinals; null where the expression has no such field */
    PatternAssembly(CronText source, @Nullable FieldValues[] values) {
        this.source = source;
        this.values = values;
    }

    /** Refuses what no single field can: see issue 3, "Syntax". */
    void check(int from, int fieldCount, int weekdayFrom, int weekdayTo) {
        boolean anyDay = of(CronField.DAY_OF_MONTH).unspecified;
        boolean anyWeekday = of(CronField.DAY_OF_WEEK).unspecified;
        if (source.dialect() == CronDialect.QUARTZ) {
            requireOneUnspecified(from, fieldCount, anyDay, anyWeekday);
        } else if (fieldCount == 6 && anyDay && hasWeekdayNumber(weekdayFrom, weekdayTo)) {
            throw source.wrong(
                    CronField.DAY_OF_WEEK,
                    weekdayFrom,
                    weekdayTo,
                    "a weekday by name beside ?",
                    "in the quartz dialect it means " + reading(weekdayFrom, weekdayTo, 1) + ", in the unix dialect "
                            + reading(weekdayFrom, weekdayTo, 0) + "; write the name, or choose the quartz dialect");
        }
    }

    private void requireOneUnspecified(int from, int fieldCount, boolean anyDay, boolean anyWeekday) {
        if (anyDay == anyWeekday) {
            throw source.wrong(
                    from,
                    source.text().length(),
                    "exactly one ?",
                    fieldCount + " fields in the quartz dialect need ? in day-of-month or day-of-week"
                            + (anyDay ? ", not in both" : ""));
        }
    }

    private boolean hasWeekdayNumber(int from, int to) {
        for (int at = from; at < to; at++) {
            if (isWeekdayDigit(at, from)) {
                return true;
            }
        }
        return false;
    }

    /** A digit that is not the number after # or /. */
    private boolean isWeekdayDigit(int at, int from) {
        String text = source.text();
        char before = at == from ? ',' : text.charAt(at - 1);
        char c = text.charAt(at);
        return c >= '0' && c <= '9' && before != '#' && before != '/' && (before < '0' || before > '9');
    }

    /** The weekday field with its numbers replaced by the names they have when Sunday is {@code sunday}. */
    private String reading(int from, int to, int sunday) {
        StringBuilder words = new StringBuilder();
        for (int at = from; at < to; at++) {
            char c = source.text().charAt(at);
            if (!isWeekdayDigit(at, from)) {
                words.append(c);
            } else if (c - '0' < sunday) {
                words.append("nothing");
            } else {
                words.append(WEEKDAYS[(c - '0' - sunday) % 7]);
            }
        }
        return Excerpt.of(words.toString(), Excerpt.SHORT);
    }

    CalendarPattern pattern() {
        FieldValues seconds = values[CronField.SECOND.ordinal()];
        TimeOfDaySet time = new TimeOfDaySet(
                seconds == null ? ON_THE_MINUTE.seconds() : seconds.bits(),
                of(CronField.MINUTE).bits(),
                of(CronField.HOUR).smallBits());
        return new CalendarPattern(time, days(), of(CronField.MONTH).smallBits(), years());
    }

    private DayRule days() {
        FieldValues days = of(CronField.DAY_OF_MONTH);
        FieldValues weekdays = of(CronField.DAY_OF_WEEK);
        return new DayRule(
                days.smallBits(),
                days.fromEnd,
                days.nearest,
                days.nearestFromEnd,
                weekdays.smallBits(),
                weekdays.lastWeekdays,
                weekdays.nthWeekdays,
                days.startsWithStar || weekdays.startsWithStar);
    }

    private YearSet years() {
        FieldValues years = values[CronField.YEAR.ordinal()];
        if (years == null || years.unrestricted) {
            return YearSet.ALL;
        }
        return new YearSet(false, years.words[0], years.words[1], years.words[2], years.words[3]);
    }

    private FieldValues of(CronField field) {
        FieldValues found = values[field.ordinal()];
        if (found == null) {
            throw new IllegalStateException("Cron field " + field.label + " was not read");
        }
        return found;
    }
}
