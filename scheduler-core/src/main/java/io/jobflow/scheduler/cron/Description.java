package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;

/** Says a recurrence in words. */
final class Description {
    private Description() {}

    static String of(CalendarPattern pattern, Locale locale) {
        return pattern.toString();
    }

    static String ofStart(Locale locale) {
        return "When the scheduler starts";
    }

    static String ofInterval(Duration interval, Locale locale) {
        return "Every " + interval;
    }

    static String inZone(String words, ZoneId zone, Locale locale) {
        return words + " (" + zone.getId() + ")";
    }
}
