package io.jobflow.bridge.attempt;

import java.time.Month;
import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * What the values of our headers may look like. Written by hand because a regular expression or a date formatter would
 * cost more than the rest of an attempt's telemetry.
 */
final class HeaderText {

    /** Answer for a number or instant that is absent or not well formed. */
    static final long NONE = -1;

    private static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_DIGITS = 18;
    private static final int SECONDS_LENGTH = "2026-01-01T00:00:00".length();
    private static final int MAX_FRACTION_DIGITS = 9;
    private static final long SECONDS_A_DAY = 86_400;
    private static final int FIRST_YEAR = 1970;

    private HeaderText() {}

    /** A job name: 1-100 of {@code a-z 0-9 . _ -}, beginning and ending with a letter or digit. */
    static boolean isJobName(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_NAME_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLowerOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return isLowerOrDigit(value.charAt(0)) && isLowerOrDigit(value.charAt(value.length() - 1));
    }

    /** An execution id: 1-100 of {@code A-Z a-z 0-9 . _ : -}. */
    static boolean isExecutionId(@Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > MAX_NAME_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
            if (!letter && c != '.' && c != '_' && c != ':' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** A decimal number of at most 18 digits and nothing else; {@link #NONE} otherwise. */
    static long number(@Nullable String value) {
        return value == null || value.length() > MAX_DIGITS ? NONE : digits(value, 0, value.length());
    }

    /** A number as above that fits an int; {@link #NONE} otherwise. */
    static int smallNumber(@Nullable String value) {
        long number = number(value);
        return number > Integer.MAX_VALUE ? (int) NONE : (int) number;
    }

    /**
     * Epoch milliseconds of {@code yyyy-MM-ddTHH:mm:ss[.fraction]Z}, years 1970 to 9999; {@link #NONE} for anything
     * else. A fraction finer than a millisecond is cut.
     */
    static long instantMillis(@Nullable String value) {
        if (value == null
                || value.length() <= SECONDS_LENGTH
                || value.length() > SECONDS_LENGTH + MAX_FRACTION_DIGITS + 2
                || value.charAt(value.length() - 1) != 'Z'
                || value.charAt(4) != '-'
                || value.charAt(7) != '-'
                || value.charAt(10) != 'T'
                || value.charAt(13) != ':'
                || value.charAt(16) != ':') {
            return NONE;
        }
        long day = epochDay((int) digits(value, 0, 4), (int) digits(value, 5, 7), (int) digits(value, 8, 10));
        long hour = digits(value, 11, 13);
        long minute = digits(value, 14, 16);
        long second = digits(value, 17, 19);
        long millis = fractionMillis(value);
        if (day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || millis < 0) {
            return NONE;
        }
        return (day * SECONDS_A_DAY + hour * 3_600 + minute * 60 + second) * 1_000 + millis;
    }

    /** As {@link java.time.LocalDate} counts, without making one. */
    private static long epochDay(int year, int month, int day) {
        if (year < FIRST_YEAR || month < 1 || month > 12) {
            return NONE;
        }
        boolean leap = Year.isLeap(year);
        if (day < 1 || day > Month.of(month).length(leap)) {
            return NONE;
        }
        int leapDays = leapDaysBefore(year) - leapDaysBefore(FIRST_YEAR);
        return 365L * (year - FIRST_YEAR) + leapDays + Month.of(month).firstDayOfYear(leap) + day - 2;
    }

    private static int leapDaysBefore(int year) {
        return (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    }

    private static long fractionMillis(String value) {
        int end = value.length() - 1;
        if (end == SECONDS_LENGTH) {
            return 0;
        }
        if (value.charAt(SECONDS_LENGTH) != '.' || digits(value, SECONDS_LENGTH + 1, end) < 0) {
            return NONE;
        }
        long millis = 0;
        for (int i = 1; i <= 3; i++) {
            int at = SECONDS_LENGTH + i;
            millis = millis * 10 + (at < end ? value.charAt(at) - '0' : 0);
        }
        return millis;
    }

    /** The number between two positions; {@link #NONE} if that is empty or holds anything but digits. */
    private static long digits(String value, int from, int to) {
        if (from >= to) {
            return NONE;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
