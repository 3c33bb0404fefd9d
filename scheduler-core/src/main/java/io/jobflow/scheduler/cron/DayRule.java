package io.jobflow.scheduler.cron;

/**
 * Which days of a month are chosen. Days of the month and weekdays each have a plain set and relative ones; {@code both}
 * says whether a day has to satisfy the two sides or only one of them.
 *
 * @param daysOfMonth bit n: day n
 * @param fromEnd bit n: the day n before the last ({@code L-n})
 * @param nearest bit n: the weekday (Monday to Friday) nearest to day n within the month ({@code nW}); no day where the
 *     month has no day n
 * @param nearestFromEnd bit n: the weekday nearest to the day n before the last ({@code LW}, {@code L-nW})
 * @param weekdays bit n: weekday n, 0 being Sunday
 * @param lastWeekdays bit n: the month's last weekday n ({@code nL})
 * @param nthWeekdays bit {@code 7 * (k - 1) + n}: the month's k-th weekday n ({@code n#k})
 */
record DayRule(
        int daysOfMonth,
        int fromEnd,
        int nearest,
        int nearestFromEnd,
        int weekdays,
        int lastWeekdays,
        long nthWeekdays,
        boolean both) {
    static final int EVERY_DAY = -2;
    static final int EVERY_WEEKDAY = 0x7f;

    /** Equal rules get equal components: what a full set makes irrelevant is dropped. */
    DayRule {
        boolean allDays = daysOfMonth == EVERY_DAY;
        boolean allWeekdays = weekdays == EVERY_WEEKDAY;
        if (!both && (allDays || allWeekdays)) {
            allDays = true;
            allWeekdays = true;
        }
        both |= allDays;
        if (allDays) {
            daysOfMonth = EVERY_DAY;
            fromEnd = 0;
            nearest = 0;
            nearestFromEnd = 0;
        }
        if (allWeekdays) {
            weekdays = EVERY_WEEKDAY;
            lastWeekdays = 0;
            nthWeekdays = 0;
            both = true;
        }
    }

    boolean anyDayOfMonth() {
        return daysOfMonth == EVERY_DAY;
    }

    boolean anyWeekday() {
        return weekdays == EVERY_WEEKDAY;
    }

    /** The chosen days of a month with {@code length} days whose first is a {@code firstWeekday}; bit n is day n + 1. */
    int in(int length, int firstWeekday) {
        int month = (1 << length) - 1;
        int byDay = daysOfMonth >>> 1;
        if ((fromEnd | nearest | nearestFromEnd) != 0) {
            byDay |= relativeDays(length, firstWeekday);
        }
        int byWeekday = spread(weekdays, firstWeekday);
        if ((lastWeekdays | nthWeekdays) != 0) {
            byWeekday |= relativeWeekdays(length, firstWeekday);
        }
        return (both ? byDay & byWeekday : byDay | byWeekday) & month;
    }

    private int relativeDays(int length, int firstWeekday) {
        int days = 0;
        for (int rest = fromEnd; rest != 0; rest &= rest - 1) {
            days |= day(length - Integer.numberOfTrailingZeros(rest));
        }
        for (int rest = nearest; rest != 0; rest &= rest - 1) {
            days |= nearestWeekday(Integer.numberOfTrailingZeros(rest), length, firstWeekday);
        }
        for (int rest = nearestFromEnd; rest != 0; rest &= rest - 1) {
            days |= nearestWeekday(length - Integer.numberOfTrailingZeros(rest), length, firstWeekday);
        }
        return days;
    }

    private int relativeWeekdays(int length, int firstWeekday) {
        int lastWeek = 0x7f << length - 7;
        int days = spread(lastWeekdays, firstWeekday) & lastWeek;
        long rest = nthWeekdays;
        for (int week = 0; rest != 0; week++, rest >>>= 7) {
            days |= spread((int) rest & 0x7f, firstWeekday) & (0x7f << week * 7);
        }
        return days;
    }

    private static int nearestWeekday(int day, int length, int firstWeekday) {
        if (day < 1 || day > length) {
            return 0;
        }
        int weekday = (firstWeekday + day - 1) % 7;
        if (weekday == 6) {
            return day(day == 1 ? 3 : day - 1);
        }
        if (weekday == 0) {
            return day(day == length ? day - 2 : day + 1);
        }
        return day(day);
    }

    private static int day(int day) {
        return day < 1 ? 0 : 1 << day - 1;
    }

    /** The days of a month that fall on the given weekdays: their seven bits turned to the first day and repeated. */
    private static int spread(int weekdays, int firstWeekday) {
        long twoWeeks = weekdays | (long) weekdays << 7;
        long week = twoWeeks >>> firstWeekday & 0x7f;
        return (int) (week * 0x1020_4081L);
    }
}
