package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The normal form: one text for each meaning. */
class CronCanonicalTest {

    @ParameterizedTest(name = "{1} prints as {2}")
    @CsvSource(delimiter = '|', textBlock = """
        UNIX   | 0 0 9 * * mon-fri       | 0 9 * * 1-5
        UNIX   | 30 0 9 * * ?            | 30 0 9 * * *
        UNIX   | 0,15,30,45 * * * *      | */15 * * * *
        UNIX   | 0,15,30,45 9 * * *      | 0,15,30,45 9 * * *
        UNIX   | 0 0-23 * * *            | 0 0-23 * * *
        UNIX   | 30/60 9 * * *           | 30-30/1 9 * * *
        UNIX   | 0 9 1-31 * 1            | 0 9 * * *
        UNIX   | 0 9 */2 * *             | 0 9 1-31/2 * *
        UNIX   | 0 9 */2 * 1             | 0 9 */2 * 1
        UNIX   | 0 9 */10,5 * 1          | 0 9 */10,5 * 1
        UNIX   | 0 9 5 * */2             | 0 9 5 * */2
        UNIX   | 0 9 1-31/2 * 1          | 0 9 1-31/2 * 1
        UNIX   | 0 9 LW,L-3,2W,L,1 * *   | 0 9 1,L,L-3,2W,LW * *
        UNIX   | 0 9 * * 7#2,5L,MON      | 0 9 * * 1,5L,0#2
        UNIX   | 0 9 * 1,2,3,7 *         | 0 9 * 1-3,7 *
        UNIX   | CRON_TZ=Asia/Shanghai @daily | TZ=Asia/Shanghai 0 0 * * *
        UNIX   | @every 90m              | @every PT1H30M
        UNIX   | @REBOOT                 | @reboot
        QUARTZ | 0 0 9 ? * MON-FRI       | 0 0 9 ? * 2-6
        QUARTZ | 0 0 9 * * ?             | 0 0 9 * * ?
        QUARTZ | 0 0 9 ? * *             | 0 0 9 * * ?
        QUARTZ | 0 0 9 ? * FRI-MON       | 0 0 9 ? * 1,2,6,7
        QUARTZ | 0 0 9 L-0 * ? *         | 0 0 9 L * ?
        QUARTZ | 0 0 9 ? * L 2030,2031,2032 | 0 0 9 ? * 7 2030-2032
        QUARTZ | 0 0 22-2 * * ?          | 0 0 0-2,22,23 * * ?
        """)
    void printsOneTextForEachMeaning(CronDialect dialect, String expression, String canonical) {
        CronExpression cron = CronExpression.parse(expression, dialect);

        assertThat(cron.canonical()).isEqualTo(canonical);
        assertThat(CronExpression.parse(canonical, dialect)).isEqualTo(cron);
    }
}
