package io.jobflow.scheduler.cron;

/**
 * The proleptic Gregorian calendar in integer arithmetic: day numbers from 1970-01-01 to dates and back, without objects.
 * A date is packed into one int as {@code year * 512 + month * 32 + day}. Years -400 to 20000.
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
    /** 2^32 divided by the quarter days of a mean year (1461), and 2^16 by the days of a mean month (153 / 5). */
    private static final long PER_QUARTER_DAY = 2_939_745;

    private static final int PER_DAY = 2141;
    /** Makes the year's first month, March, number 3, with the rounding that the uneven months need. */
    private static final int FROM_MARCH = 197_913;

    /** Two bits a month: how many days it has beyond 28, in a year that is not a leap year. */
    private static final int LENGTHS = 0b11_10_11_10_11_11_10_11_10_11_00_11_00;

    private CivilDays() {}

    /**
     * The date of a day number. Divisions by a year's and a month's mean length are multiplications whose upper half is
     * the quotient and whose lower half the remainder (Neri and Schneider, Euclidean affine functions and their
     * application to calendar algorithms, 2022).
     */
    static int date(long epochDay) {
        int quarters = 4 * (int) (epochDay + DAYS_TO_EPOCH + DAYS_PER_CYCLE) + 3;
        int century = quarters / DAYS_PER_CYCLE;
        int dayOfCentury = quarters - century * DAYS_PER_CYCLE | 3;
        long product = PER_QUARTER_DAY * dayOfCentury;
        int yearOfCentury = (int) (product >>> 32);
        int dayOfYear = (int) ((product & 0xffff_ffffL) / PER_QUARTER_DAY) >>> 2;
        int months = PER_DAY * dayOfYear + FROM_MARCH;
        int month = months >>> 16;
        int day = (months & 0xffff) / PER_DAY + 1;
        int year = 100 * century + yearOfCentury - 400;
        return month > 12 ? (year + 1 << 9) | (month - 12 << 5) | day : (year << 9) | (month << 5) | day;
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
