package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions in words. */
class CronDescribeTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        0 9,18 * * 1-5      | At 09:00 and 18:00, Monday to Friday       | 周一至周五，09:00 和 18:00
        0 9 * * *           | At 09:00, every day                        | 每天，09:00
        30 0 9 * * *        | At 09:00:30, every day                     | 每天，09:00:30
        * * * * * *         | Every second                               | 每秒
        * * * * *           | Every minute                               | 每分钟
        */15 * * * *        | Every 15 minutes                           | 每 15 分钟
        */10 * * * * *      | Every 10 seconds                           | 每 10 秒
        0 * * * *           | At minute 0 of every hour                  | 每小时的第 0 分
        5,20 * * * *        | At minutes 5 and 20 of every hour          | 每小时的第 5、20 分
        30 5 * * * *        | At second 30 of minute 5 of every hour     | 每小时的第 5 分的第 30 秒
        */5 9-17 * * 1-5    | Every 5 minutes from 09:00 to 17:59, Monday to Friday | 周一至周五，09:00 至 17:59 每 5 分钟
        0 */2 * * *         | Every 2 hours from 00:00 to 22:00          | 每天，00:00 至 22:00 每 2 小时
        */7 * * * *         | At minutes 0 to 56 in steps of 7 of every hour | 每小时的第 0 至 56（每隔 7） 分
        0 0 1,15 * *        | At 00:00, on days 1 and 15 of the month    | 每月 1、15 日，00:00
        0 0 1 * 1           | At 00:00, on day 1 of the month or on Monday | 每月 1 日或周一，00:00
        0 0 */10 * 1,3      | At 00:00, on days 1, 11, 21 and 31 of the month where that is Monday or Wednesday | 每月 1、11、21、31 日且为周一、周三，00:00
        0 0 L * *           | At 00:00, on the last day of the month     | 每月最后一天，00:00
        0 0 L-3 * *         | At 00:00, 3 days before the last day of the month | 每月倒数第 4 天，00:00
        0 0 LW * *          | At 00:00, on the last working day of the month | 每月最后一个工作日，00:00
        0 0 15W * *         | At 00:00, on the working day nearest to day 15 of the month | 每月离 15 日最近的工作日，00:00
        0 0 * * 5L          | At 00:00, on the last Friday of the month  | 每月最后一个周五，00:00
        0 0 * 1,7 1#2       | At 00:00, on the second Monday of the month, in January and July | 1 月、7 月的第二个周一，00:00
        0 0 30 2 *          | At 00:00, on day 30 of the month, in February (never: there is no such date) | 2 月 30 日，00:00（永不触发：没有这样的日期）
        TZ=Asia/Shanghai 0 9 * * * | At 09:00, every day (Asia/Shanghai time) | 每天，09:00（Asia/Shanghai 时区）
        @every 1h30m        | Every 1 hour and 30 minutes                | 每 1 小时 30 分钟
        @every 1m           | Every minute                               | 每 1 分钟
        @reboot             | When the scheduler starts                  | 调度器启动时
        """)
    void saysItInEnglishAndChinese(String expression, String english, String chinese) {
        CronExpression cron = CronExpression.parse(expression);

        assertThat(cron.describe(Locale.ENGLISH)).isEqualTo(english);
        assertThat(cron.describe(Locale.SIMPLIFIED_CHINESE)).isEqualTo(chinese);
    }

    @Test
    void saysYears() {
        CronExpression cron = CronExpression.parse("0 0 9 ? * 2-6 2025-2030", CronDialect.QUARTZ);

        assertThat(cron.describe(Locale.US)).isEqualTo("At 09:00, Monday to Friday, in 2025 to 2030");
        assertThat(cron.describe(Locale.CHINESE)).isEqualTo("2025 年 至 2030 年，周一至周五，09:00");
    }

    @Test
    void saysItInEnglishForOtherLanguages() {
        CronExpression cron = CronExpression.parse("0 9 * * *");

        assertThat(cron.describe(Locale.FRENCH)).isEqualTo("At 09:00, every day");
    }
}
