package io.jobflow.scheduler.cron;

/** The language an expression is written in: the same text can mean different days in the two. */
public enum CronDialect {
    /**
     * Five fields (minute, hour, day of month, month, weekday) or six with seconds first; weekdays 0-7 with 0 and 7 both
     * Sunday; macros such as {@code @daily}; {@code H} for a value derived from the job's name. The default.
     */
    UNIX,
    /**
     * Six fields starting with seconds, or seven with a year; weekdays 1-7 from Sunday; exactly one of day-of-month and
     * day-of-week is {@code ?}; ranges may wrap. What Quartz and XXL-JOB users type.
     */
    QUARTZ
}
