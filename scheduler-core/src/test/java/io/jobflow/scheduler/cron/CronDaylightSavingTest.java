package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fire times around changes of a zone's offset, under both policies. Expected times are given in UTC. */
class CronDaylightSavingTest {

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        30 2 * * *      | 2024-03-09T12:00-05:00[America/New_York]  | 2024-03-10T07:00Z 2024-03-11T06:30Z
        0,30 2,3 * * *  | 2024-03-10T00:00-05:00[America/New_York]  | 2024-03-10T07:00Z 2024-03-10T07:30Z 2024-03-11T06:00Z
        30 1 * * *      | 2024-11-03T00:00-04:00[America/New_York]  | 2024-11-03T05:30Z 2024-11-04T06:30Z
        30 1 * * *      | 2024-11-03T01:10-05:00[America/New_York]  | 2024-11-04T06:30Z
        15 1 3 11 *     | 2024-11-03T01:45-04:00[America/New_York]  | 2025-11-03T06:15Z
        */30 * * * *    | 2024-11-03T01:00-04:00[America/New_York]  | 2024-11-03T05:30Z 2024-11-03T06:00Z 2024-11-03T06:30Z 2024-11-03T07:00Z
        30 * * * *      | 2024-03-10T00:45-05:00[America/New_York]  | 2024-03-10T06:30Z 2024-03-10T07:30Z
        0 0 * * *       | 2018-11-03T12:00-03:00[America/Sao_Paulo] | 2018-11-04T03:00Z 2018-11-05T02:00Z
        30 0 * * *      | 2018-11-03T12:00-03:00[America/Sao_Paulo] | 2018-11-04T03:00Z 2018-11-05T02:30Z
        0 0 * * *       | 2022-03-26T12:00+02:00[Asia/Beirut]       | 2022-03-26T22:00Z 2022-03-27T21:00Z
        10 2 * * *      | 2024-10-05T12:00+10:30[Australia/Lord_Howe] | 2024-10-05T15:30Z 2024-10-06T15:10Z
        45 1 * * *      | 2024-04-06T12:00+11:00[Australia/Lord_Howe] | 2024-04-06T14:45Z 2024-04-07T15:15Z
        0 9 * * *       | 2011-12-29T08:00-10:00[Pacific/Apia]      | 2011-12-29T19:00Z 2011-12-30T10:00Z 2011-12-30T19:00Z
        0 12 * * *      | 1900-12-31T00:00+08:05:43[Asia/Shanghai]  | 1900-12-31T03:54:17Z 1901-01-01T04:00Z
        """)
    void firesOncePerLocalTime(String expression, ZonedDateTime after, String expected) {
        assertThat(firstOf(expression, DaylightSaving.ONCE, after, expected)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        30 2 11 3 *     | 2012-03-11T00:00-05:00[America/New_York]  | 2013-03-11T06:30Z
        30 2 4 11 *     | 2012-11-04T00:00-04:00[America/New_York]  | 2012-11-04T07:30Z
        30 1 4 11 *     | 2012-11-04T01:45-04:00[America/New_York]  | 2012-11-04T06:30Z
        30 1 * * *      | 2024-11-03T00:00-04:00[America/New_York]  | 2024-11-03T05:30Z 2024-11-03T06:30Z 2024-11-04T06:30Z
        0 0 * * *       | 2018-11-03T12:00-03:00[America/Sao_Paulo] | 2018-11-05T02:00Z
        10 2 * * *      | 2024-10-05T12:00+10:30[Australia/Lord_Howe] | 2024-10-06T15:10Z
        45 1 * * *      | 2024-04-06T12:00+11:00[Australia/Lord_Howe] | 2024-04-06T14:45Z 2024-04-06T15:15Z 2024-04-07T15:15Z
        0 9 * * *       | 2011-12-29T08:00-10:00[Pacific/Apia]      | 2011-12-29T19:00Z 2011-12-30T19:00Z
        """)
    void firesWheneverTheWallClockShowsIt(String expression, ZonedDateTime after, String expected) {
        assertThat(firstOf(expression, DaylightSaving.WALL_CLOCK, after, expected))
                .isEqualTo(expected);
    }

    private static String firstOf(String expression, DaylightSaving policy, ZonedDateTime after, String expected) {
        CronExpression cron = CronExpression.parse(expression).withDaylightSaving(policy);
        int count = expected.split(" ").length;
        String[] found = cron.stream(after)
                .limit(count)
                .map(time -> time.toInstant().toString())
                .toArray(String[]::new);
        return String.join(
                " ", Arrays.stream(found).map(t -> t.replace(":00Z", "Z")).toList());
    }
}
