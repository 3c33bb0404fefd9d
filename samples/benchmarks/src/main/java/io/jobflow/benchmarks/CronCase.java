package io.jobflow.benchmarks;

/**
 * The expressions that every library is measured on, in the spelling of each dialect.
 */
public enum CronCase {
    EVERY_SECOND("* * * * * *", "* * * * * ?", "* * * * * *"),
    EVERY_15_MINUTES("*/15 * * * *", "0 0/15 * * * ?", "0 */15 * * * *"),
    DAILY("0 9 * * *", "0 0 9 * * ?", "0 0 9 * * *"),
    OFFICE_HOURS("0 9-17 * * 1-5", "0 0 9-17 ? * MON-FRI", "0 0 9-17 * * MON-FRI"),
    MONTHLY("30 4 1,15 * *", "0 30 4 1,15 * ?", "0 30 4 1,15 * *"),
    YEARLY("0 0 1 1 *", "0 0 0 1 1 ?", "0 0 0 1 1 *"),
    LEAP_DAY("0 0 29 2 *", "0 0 0 29 2 ?", "0 0 0 29 2 *"),
    LAST_DAY("0 18 L * *", "0 0 18 L * ?", "0 0 18 L * *"),
    NEAREST_WEEKDAY("0 18 15W * *", "0 0 18 15W * ?", "0 0 18 15W * *"),
    LAST_WORKING_DAY("0 18 LW * *", "0 0 18 LW * ?", "0 0 18 LW * *"),
    THIRD_FRIDAY("0 18 * * 5#3", "0 0 18 ? * 6#3", "0 0 18 * * FRI#3"),
    LAST_FRIDAY("0 18 * * 5L", "0 0 18 ? * 6L", "0 0 18 * * FRIL");

    final String unix;
    final String quartz;
    final String spring;

    CronCase(String unix, String quartz, String spring) {
        this.unix = unix;
        this.quartz = quartz;
        this.spring = spring;
    }
}
