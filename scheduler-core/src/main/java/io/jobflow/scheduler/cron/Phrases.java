package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.util.List;

/**
 * One language's words for a recurrence. Stateless. Units are {@link CronField#HOUR}, {@link CronField#MINUTE} and
 * {@link CronField#SECOND}; weekdays count from 0, Sunday.
 */
interface Phrases {
    /** The parts put together; {@code months} and {@code years} are empty where all are meant. */
    String sentence(String time, String days, String months, String years);

    /** Added where no date can match. */
    String never();

    String inZone(String words, String zone);

    String onStart();

    String everyInterval(Duration interval);

    String atTimes(List<String> times);

    String everyHours(int step, String first, String last);

    String every(CronField unit, int step);

    /** @param finest true where no smaller unit was named before */
    String at(CronField unit, List<Run> values, boolean finest);

    /** The hours from the minute {@code first} to the minute {@code last}. */
    String during(String first, String last);

    /** Any value of a unit, where a smaller unit was named before. */
    String ofEvery(CronField unit);

    /** The parts of a time of day, the smallest unit first. */
    String join(List<String> parts);

    String everyDay();

    String daysOfMonth(List<Run> days);

    String lastDay(int daysBefore);

    String nearest(int day);

    String nearestToLast(int daysBefore);

    String weekdays(List<Run> weekdays);

    String lastWeekday(int weekday);

    String nthWeekday(int week, int weekday);

    String months(List<Run> months);

    String years(List<Run> years);

    String list(List<String> items);

    String both(String daysOfMonth, String weekdays);

    String either(String daysOfMonth, String weekdays);
}
