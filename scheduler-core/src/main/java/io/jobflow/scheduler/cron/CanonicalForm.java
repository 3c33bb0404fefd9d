package io.jobflow.scheduler.cron;

/** Prints a calendar pattern in its normal form. */
final class CanonicalForm {
    private CanonicalForm() {}

    static String of(CalendarPattern pattern, boolean rhythmic, CronDialect dialect) {
        return pattern + " " + rhythmic + " " + dialect;
    }
}
