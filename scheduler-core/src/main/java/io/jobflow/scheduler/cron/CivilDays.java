package io.jobflow.scheduler.cron;

/**
 * The proleptic Gregorian calendar in integer arithmetic: day numbers from 1970-01-01 to dates and back, without objects.
 * A date is packed into one int as {@code year * 512 + month * 32 + day}. Years 0-10000.
 *
 * <p>Years are counted from March, which puts the leap day at the end of the year and gives the months a linear rule
 * (153 days in every five months from March).
 */
final class CivilDays {
    static final int MIN_YEAR = 1;
    static final int MAX_YEAR = 9999;

    private static final int DAYS_PER_CYCLE = 146_097;
    /** Days from 0000-03-01 to 1970-01-01. */
    private static final int DAYS_TO_EPOCH = 719_468;
    /** Two bits a month: how many days it has beyond 28, in a year that is not a leap year. */
    private static final int LENGTHS = 0b11_10_11_10_11_11_10_11_10_11_00_11_00;

    private CivilDays() {}

    static int date(long epochDay) {
        int shifted = (int) (epochDay + DAYS_TO_EPOCH);
        int cycle = Math.floorDiv(shifted, DAYS_PER_CYCLE);
        int dayOfCycle = shifted - cycle * DAYS_PER_CYCLE;
        int yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0);
        return (year << 9) | (month << 5) | day;
    }

    static int year(int date) {
        return date >> 9;
    }

    static int month(int date) {
        return (date >> 5) & 15;
    }

    static int day(int date) {
        return date & 31;
    }

    /** The day number of a month's first day. */
    static long firstOfMonth(int year, int month) {
        int marchYear = month <= 2 ? year - 1 : year;
        int cycle = Math.floorDiv(marchYear, 400);
        int yearOfCycle = marchYear - cycle * 400;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        int dayOfYear = (153 * monthFromMarch + 2) / 5;
        return (long) cycle * DAYS_PER_CYCLE
                + 365 * yearOfCycle
                + yearOfCycle / 4
                - yearOfCycle / 100
                + dayOfYear
                - DAYS_TO_EPOCH;
    }

    static int lengthOfMonth(int year, int month) {
        return month == 2 && isLeap(year) ? 29 : 28 + ((LENGTHS >> (month * 2)) & 3);
    }

    static boolean isLeap(int year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /** The weekday of a day number, 0 being Sunday. */
    static int weekday(long epochDay) {
        return (int) Math.floorMod(epochDay + 4, 7L);
    }
}
