package io.jobflow.scheduler.cron;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field of an expression: its name in messages, the values it takes, and their names. */
enum CronField {
    SECOND("second", 0, 59),
    MINUTE("minute", 0, 59),
    HOUR("hour", 0, 23),
    DAY_OF_MONTH("day-of-month", 1, 31),
    MONTH("month", 1, 12),
    DAY_OF_WEEK("day-of-week", 0, 6),
    YEAR("year", YearSet.FIRST, YearSet.LAST);

    /** Three letters a name, in the order of the values. */
    private static final String MONTHS = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

    private static final String WEEKDAYS = "SUNMONTUEWEDTHUFRISAT";

    static final List<CronField> UNIX_FIELDS = List.of(MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK);
    static final List<CronField> SIX_FIELDS = List.of(SECOND, MINUTE, HOUR, DAY_OF_MONTH, MONTH, DAY_OF_WEEK);
    static final List<CronField> SEVEN_FIELDS = List.of(values());

    final String label;
    final int min;
    final int max;

    CronField(String label, int min, int max) {
        this.label = label;
        this.min = min;
        this.max = max;
    }

    boolean isDay() {
        return this == DAY_OF_MONTH || this == DAY_OF_WEEK;
    }

    /** The value that three letters name here, in any case, or -1. */
    int valueOf(String text, int from) {
        String names = names();
        if (names == null) {
            return -1;
        }
        for (int at = 0; at < names.length(); at += 3) {
            if (names.regionMatches(true, at, text, from, 3)) {
                return min + at / 3;
            }
        }
        return -1;
    }

    /** The values as a message shows them, in the numbers of a dialect. */
    String expected(CronDialect dialect) {
        return switch (this) {
            case DAY_OF_WEEK -> dialect == CronDialect.UNIX ? "0-7 or SUN-SAT" : "1-7 or SUN-SAT";
            case MONTH -> "1-12 or JAN-DEC";
            default -> min + "-" + max;
        };
    }

    private @Nullable String names() {
        return switch (this) {
            case MONTH -> MONTHS;
            case DAY_OF_WEEK -> WEEKDAYS;
            default -> null;
        };
    }
}
