package io.jobflow.scheduler.cron;

/**
 * What an expression's fields choose from the local calendar, without any zone. Local times are seconds since
 * 1970-01-01T00:00 on the wall clock. Searches cover the years {@value CivilDays#MIN_YEAR} to
 * {@value CivilDays#MAX_YEAR} and give up after one whole cycle of the calendar (400 years), so an expression that never
 * matches costs microseconds, not an endless loop.
 *
 * @param months bit n: month n, from 1
 */
record CalendarPattern(TimeOfDaySet time, DayRule days, int months, YearSet years) {
    static final long NONE = Long.MIN_VALUE;

    private static final int SECONDS_PER_DAY = 86_400;
    private static final int CYCLE_YEARS = 400;
    private static final long MIN_LOCAL = CivilDays.firstOfMonth(CivilDays.MIN_YEAR, 1) * SECONDS_PER_DAY;
    private static final long MAX_LOCAL = CivilDays.firstOfMonth(CivilDays.MAX_YEAR + 1, 1) * SECONDS_PER_DAY - 1;

    /** True where at least one local time is chosen in the supported years. */
    boolean satisfiable() {
        long from = years.all() ? 0 : CivilDays.firstOfMonth(YearSet.FIRST, 1) * SECONDS_PER_DAY;
        return next(from) != NONE;
    }

    /** The first chosen local second at or after {@code local}, or {@link #NONE}. */
    long next(long local) {
        if (local > MAX_LOCAL) {
            return NONE;
        }
        long from = Math.max(local, MIN_LOCAL);
        long epochDay = Math.floorDiv(from, SECONDS_PER_DAY);
        int date = CivilDays.date(epochDay);
        int year = CivilDays.year(date);
        int month = CivilDays.month(date);
        if ((months >>> month & 1) != 0 && years.contains(year)) {
            int day = CivilDays.day(date);
            int chosen = daysOf(year, month, epochDay - day + 1);
            if ((chosen >>> day - 1 & 1) != 0) {
                int second = time.next((int) (from - epochDay * SECONDS_PER_DAY));
                if (second != TimeOfDaySet.NONE) {
                    return epochDay * SECONDS_PER_DAY + second;
                }
            }
            int later = chosen >>> day;
            if (later != 0) {
                return (epochDay + 1 + Integer.numberOfTrailingZeros(later)) * SECONDS_PER_DAY + time.first();
            }
        }
        return nextAfterMonth(year, month);
    }

    private long nextAfterMonth(int startYear, int startMonth) {
        int limit = years.all() ? startYear + CYCLE_YEARS : YearSet.LAST;
        int month = startMonth;
        int year = startYear;
        if (!years.contains(year)) {
            year = years.next(year);
            month = 0;
        }
        while (year != YearSet.NONE && year <= limit) {
            int later = months >>> month + 1;
            if (later == 0) {
                year = years.next(year + 1);
                month = 0;
                continue;
            }
            month += 1 + Integer.numberOfTrailingZeros(later);
            long first = CivilDays.firstOfMonth(year, month);
            int chosen = daysOf(year, month, first);
            if (chosen != 0) {
                return (first + Integer.numberOfTrailingZeros(chosen)) * SECONDS_PER_DAY + time.first();
            }
        }
        return NONE;
    }

    /** The last chosen local second at or before {@code local}, or {@link #NONE}. */
    long previous(long local) {
        if (local < MIN_LOCAL) {
            return NONE;
        }
        long from = Math.min(local, MAX_LOCAL);
        long epochDay = Math.floorDiv(from, SECONDS_PER_DAY);
        int date = CivilDays.date(epochDay);
        int year = CivilDays.year(date);
        int month = CivilDays.month(date);
        if ((months >>> month & 1) != 0 && years.contains(year)) {
            int day = CivilDays.day(date);
            long first = epochDay - day + 1;
            int chosen = daysOf(year, month, first);
            if ((chosen >>> day - 1 & 1) != 0) {
                int second = time.previous((int) (from - epochDay * SECONDS_PER_DAY));
                if (second != TimeOfDaySet.NONE) {
                    return epochDay * SECONDS_PER_DAY + second;
                }
            }
            int earlier = chosen & (1 << day - 1) - 1;
            if (earlier != 0) {
                return (first + highest(earlier)) * SECONDS_PER_DAY + time.last();
            }
        }
        return previousBeforeMonth(year, month);
    }

    private long previousBeforeMonth(int startYear, int startMonth) {
        int limit = years.all() ? startYear - CYCLE_YEARS : YearSet.FIRST;
        int month = startMonth;
        int year = startYear;
        if (!years.contains(year)) {
            year = years.previous(year);
            month = 13;
        }
        while (year != YearSet.NONE && year >= limit) {
            int earlier = months & (1 << month) - 1;
            if (earlier == 0) {
                year = years.previous(year - 1);
                month = 13;
                continue;
            }
            month = highest(earlier);
            long first = CivilDays.firstOfMonth(year, month);
            int chosen = daysOf(year, month, first);
            if (chosen != 0) {
                return (first + highest(chosen)) * SECONDS_PER_DAY + time.last();
            }
        }
        return NONE;
    }

    private int daysOf(int year, int month, long firstDay) {
        return days.in(CivilDays.lengthOfMonth(year, month), CivilDays.weekday(firstDay));
    }

    private static int highest(int bits) {
        return 31 - Integer.numberOfLeadingZeros(bits);
    }
}
