package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The next fire time where no clock changes: one row for each rule of each dialect. */
class CronNextTest {

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0/15 * * * *        | 2012-07-09T14:45    | 2012-07-09T15:00
        0/15 * * * *        | 2012-07-09T14:59:59 | 2012-07-09T15:00
        */15 * * * *        | 2012-07-09T23:46    | 2012-07-10T00:00
        20-35/15 * * * *    | 2012-07-09T15:45    | 2012-07-09T16:20
        20-35/15 * * * *    | 2012-07-09T23:45    | 2012-07-10T00:20
        5/15 * * * *        | 2012-07-09T15:50    | 2012-07-09T16:05
        15/35 20-35/15 * * * *       | 2012-07-09T23:35:51 | 2012-07-10T00:20:15
        15/35 20-35/15 1/2 * * *     | 2012-07-09T23:35:51 | 2012-07-10T01:20:15
        15/35 20-35/15 10-12 * * *   | 2012-07-09T23:35:51 | 2012-07-10T10:20:15
        15/35 20-35/15 1/2 */2 * *   | 2012-07-09T23:35:51 | 2012-07-11T01:20:15
        15/35 20-35/15 * 9-20 Jul *  | 2012-07-09T23:35:51 | 2012-07-10T00:20:15
        0 0 9 Apr-Oct ?     | 2012-07-09T23:35    | 2012-08-09T00:00
        0 0 */5 Apr,Aug,Oct Mon | 2012-07-09T23:35 | 2012-08-06T00:00
        0 0 * Feb Mon       | 2012-07-09T23:35    | 2013-02-04T00:00
        0 0 * Feb Mon/2     | 2012-07-09T23:35    | 2013-02-01T00:00
        0 0 29 Feb ?        | 2012-07-09T23:35    | 2016-02-29T00:00
        0 0 29 2 *          | 2096-03-01T00:00    | 2104-02-29T00:00
        0 0 0 1 1 *         | 2012-12-31T23:59:59 | 2013-01-01T00:00
        * * * * * *         | 2012-12-31T23:59:59 | 2013-01-01T00:00
        0 9 * * 1-5         | 2024-03-15T09:00    | 2024-03-18T09:00
        0 9 * * 0           | 2024-03-15T09:00    | 2024-03-17T09:00
        0 9 * * 7           | 2024-03-15T09:00    | 2024-03-17T09:00
        0 9 * * 5-7         | 2024-03-16T09:00    | 2024-03-17T09:00
        0 9 * * fri-sun     | 2024-03-16T09:00    | 2024-03-17T09:00
        0 0 1,15 * Sun      | 2012-07-15T00:00    | 2012-07-22T00:00
        0 0 1,15 * Sun      | 2012-07-29T00:00    | 2012-08-01T00:00
        0 0 */10 * Sun      | 2012-07-15T00:00    | 2012-10-21T00:00
        0 0 1-31 * Mon      | 2012-07-09T00:00    | 2012-07-10T00:00
        0 0 L * *           | 2024-02-01T00:00    | 2024-02-29T00:00
        0 0 L-3 * *         | 2024-02-01T00:00    | 2024-02-26T00:00
        0 0 15W * *         | 2024-06-01T00:00    | 2024-06-14T00:00
        0 0 1W * *          | 2024-05-31T00:00    | 2024-06-03T00:00
        0 0 30W 6 *         | 2024-05-31T00:00    | 2024-06-28T00:00
        0 0 31W * *         | 2024-06-01T00:00    | 2024-07-31T00:00
        0 0 LW * *          | 2024-06-01T00:00    | 2024-06-28T00:00
        0 0 * * 5L          | 2024-03-01T00:00    | 2024-03-29T00:00
        0 0 * * friL        | 2024-03-01T00:00    | 2024-03-29T00:00
        0 0 * * 5#2         | 2024-03-01T00:00    | 2024-03-08T00:00
        0 0 * * MON#5       | 2024-03-01T00:00    | 2024-04-29T00:00
        @hourly             | 2012-07-09T15:00    | 2012-07-09T16:00
        @daily              | 2012-07-09T15:00    | 2012-07-10T00:00
        @weekly             | 2012-07-09T15:00    | 2012-07-15T00:00
        @monthly            | 2012-07-09T15:00    | 2012-08-01T00:00
        @annually           | 2012-07-09T15:00    | 2013-01-01T00:00
        @every 1h30m        | 2012-07-09T15:00:01 | 2012-07-09T16:30:01
        @every 500ms        | 2012-07-09T15:00:01 | 2012-07-09T15:00:01.5
        @every PT90S        | 2012-07-09T15:00    | 2012-07-09T15:01:30
        """)
    void findsNextInUnixDialect(String expression, LocalDateTime after, LocalDateTime expected) {
        assertThat(next(expression, CronDialect.UNIX, after)).contains(expected.atZone(ZoneOffset.UTC));
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 0 9 ? * 2            | 2024-03-15T09:00 | 2024-03-18T09:00
        0 0 9 ? * MON-FRI      | 2024-03-15T09:00 | 2024-03-18T09:00
        0 0 9 ? * FRI-MON      | 2024-03-18T09:00 | 2024-03-22T09:00
        0 0 22-2 * * ?         | 2024-03-15T02:00 | 2024-03-15T22:00
        0 0 22-2/2 * * ?       | 2024-03-15T22:00 | 2024-03-16T00:00
        0 0 0 30-2 * ?         | 2024-04-02T00:00 | 2024-04-30T00:00
        0 /5 * * * ?           | 2024-03-15T09:01 | 2024-03-15T09:05
        0 0 0 L-0 * ?          | 2024-04-02T00:00 | 2024-04-30T00:00
        0 0 0 L-3W * ?         | 2024-03-02T00:00 | 2024-03-28T00:00
        0 0 0 15W,L * ?        | 2024-06-14T00:00 | 2024-06-30T00:00
        0 0 0 LW * ?           | 2024-06-28T00:00 | 2024-07-31T00:00
        0 0 12 1W * ?          | 2024-06-03T10:00 | 2024-06-03T12:00
        0 0 0 ? * L            | 2024-03-15T00:00 | 2024-03-16T00:00
        0 0 0 ? * 6L           | 2024-03-15T00:00 | 2024-03-29T00:00
        0 0 0 ? * 6#3          | 2024-03-15T00:00 | 2024-04-19T00:00
        0 0 0 1 1 ? 2030       | 2024-03-15T00:00 | 2030-01-01T00:00
        0 0 0 1 1 ? 2020/7     | 2024-03-15T00:00 | 2027-01-01T00:00
        0 0 0 29 2 ? 2025-2030 | 2024-03-15T00:00 | 2028-02-29T00:00
        """)
    void findsNextInQuartzDialect(String expression, LocalDateTime after, LocalDateTime expected) {
        assertThat(next(expression, CronDialect.QUARTZ, after)).contains(expected.atZone(ZoneOffset.UTC));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        UNIX   | 0 0 30 2 *
        UNIX   | 0 0 31 4,6,9,11 *
        QUARTZ | 0 0 0 1 1 ? 2023
        UNIX   | @reboot
        """)
    void hasNoNextWhereNothingMatches(CronDialect dialect, String expression) {
        assertThat(next(expression, dialect, LocalDateTime.parse("2024-03-15T00:00")))
                .isEmpty();
    }

    private static Optional<ZonedDateTime> next(String expression, CronDialect dialect, LocalDateTime after) {
        return CronExpression.parse(expression, dialect).next(after.atZone(ZoneOffset.UTC));
    }
}
