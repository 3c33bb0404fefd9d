package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and how the refusal is worded. */
class CronSyntaxTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        60 * * * *             | minute       | 60      | 1  | 0-59
        0 25 * * *             | hour         | 25      | 3  | 0-23
        0 9 32 * *             | day-of-month | 32      | 5  | 1-31
        0 9 0 * *              | day-of-month | 0       | 5  | 1-31
        0 9 * 13 *             | month        | 13      | 7  | 1-12 or JAN-DEC
        0 9 * * 8              | day-of-week  | 8       | 9  | 0-7 or SUN-SAT
        0 9 * * MONDAY         | day-of-week  | MONDAY  | 9  | use the first three letters, MON
        0 9 * foo *            | month        | foo     | 7  | 1-12 or JAN-DEC
        5-3 * * * *            | minute       | 5-3     | 1  | a not above b
        0 9 * * 5-3            | day-of-week  | 5-3     | 9  | a not above b
        0 9 * * FRI-MON        | day-of-week  | FRI-MON | 9  | a not above b
        */0 * * * *            | minute       | */0     | 1  | a step of 1 or more
        */ * * * *             | minute       | */      | 1  | 0-59
        1/2/3 * * * *          | minute       | 1/2/3   | 1  | 0-59
        1- * * * *             | minute       | 1-      | 1  | 0-59
        -1 * * * *             | minute       | -1      | 1  | 0-59
        1,,2 * * * *           | minute       | ''      | 3  | a value beside each comma
        1, * * * *             | minute       | ''      | 3  | a value beside each comma
        ? * * * *              | minute       | ?       | 1  | ? stands for a day field only
        0 9 ?,5 * *            | day-of-month | ?       | 5  | ? alone
        0 9 L-0 * *            | day-of-month | L-0     | 5  | L-1 to L-30
        0 9 L-31 * *           | day-of-month | L-31    | 5  | L-1 to L-30
        0 9 32W * *            | day-of-month | 32      | 5  | 1-31
        0 L * * *              | hour         | L       | 3  | L belongs to the day fields
        0 9 * * L              | day-of-week  | L       | 9  | put the weekday before L
        0 9 * * 1#6            | day-of-week  | 1#6     | 9  | #1 to #5
        0 9 * * 1#0            | day-of-week  | 1#0     | 9  | #1 to #5
        H * * * *              | minute       | H       | 1  | H needs a seed
        99999999999 * * * *    | minute       | 99999999999 | 1 | at most 9 digits
        0 0 9 ? * 2            | day-of-week  | 2       | 11 | in the quartz dialect it means Monday, in the unix dialect Tuesday
        0 0 9 ? * 2-6          | day-of-week  | 2-6     | 11 | in the quartz dialect it means Monday-Friday, in the unix dialect Tuesday-Saturday
        0 0 9 ? * 6#3          | day-of-week  | 6#3     | 11 | in the quartz dialect it means Friday#3, in the unix dialect Saturday#3
        * * * *                | expression   | * * * * | 1  | 5 fields or 6 with seconds first, not 4
        * * * * * * *          | expression   | * * * * * * * | 1 | a year is for the quartz dialect only
        TZ=Mars/Base 0 9 * * * | expression   | TZ=Mars/Base | 1 | a zone such as TZ=Asia/Shanghai
        TZ= 0 9 * * *          | expression   | TZ=     | 1  | a zone such as TZ=Asia/Shanghai
        @fortnightly           | expression   | @fortnightly | 1 | @yearly, @annually, @monthly
        @daily 5               | expression   | @daily 5 | 1 | use one of these
        @every                 | expression   | @every  | 1  | @every and one duration
        @every 5               | expression   | 5       | 8  | a duration such as 1h30m
        @every 5m banana       | expression   | @every 5m banana | 1 | @every and one duration
        @every 0s              | expression   | 0s      | 8  | 1ms to 100 years
        @every 999us           | expression   | 999us   | 8  | 1ms to 100 years
        @every PT-5S           | expression   | PT-5S   | 8  | 1ms to 100 years
        @every 99999999999h    | expression   | 99999999999h | 8 | 1ms to 100 years
        """)
    void namesFieldTextPositionAndRemedyInUnixDialect(
            String expression, String field, String text, int position, String remedy) {
        CronSyntaxException refusal = refusal(expression, CronDialect.UNIX);

        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal.text()).isEqualTo(text);
        assertThat(refusal.position()).isEqualTo(position);
        assertThat(refusal).hasMessageContaining(remedy);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 9 * * ?           | expression   | put the seconds first, as in 0 0 9 * * ?
        0 0 9 * * *         | expression   | 6 fields in the quartz dialect need ? in day-of-month or day-of-week
        0 0 9 ? * ?         | expression   | need ? in day-of-month or day-of-week, not in both
        0 0 9 1 * 2         | expression   | need ? in day-of-month or day-of-week
        0 0 9 ? * 0         | day-of-week  | 1-7 or SUN-SAT
        0 0 9 ? * 8         | day-of-week  | 1-7 or SUN-SAT
        0 */60 * * * ?      | minute       | a step of 1 to 59
        0 0 */24 * * ?      | hour         | a step of 1 to 23
        0 0 0 ? * 2L,3      | day-of-week  | a single weekday with L
        0 0 0 ? * 2#1,3#2   | day-of-week  | a single weekday with #
        0 0 0 ? * L,2       | day-of-week  | put the weekday before L
        0 0 0 1 1 ? 1969    | year         | 1970-2199
        0 0 0 1 1 ? 2200    | year         | 1970-2199
        0 0 0 1 1 ? 2030-2020 | year       | a not above b
        0 H * * * ?         | minute       | H belongs to the unix dialect
        @daily              | expression   | for macros use the unix dialect
        * * * * * ? * *     | expression   | 6 fields starting with seconds, or 7 with a year, not 8
        """)
    void namesFieldAndRemedyInQuartzDialect(String expression, String field, String remedy) {
        CronSyntaxException refusal = refusal(expression, CronDialect.QUARTZ);

        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal).hasMessageContaining(remedy);
    }

    @Test
    void wordsTheWholeMessage() {
        CronSyntaxException refusal = refusal("0 25 * * *", CronDialect.UNIX);

        assertThat(refusal)
                .hasMessage("Cron field hour is \"25\" at character 3 of \"0 25 * * *\" "
                        + "(expected 0-23, *, or lists, ranges a-b and steps /n of these); correct this field");
        assertThat(refusal.code()).isEqualTo("cron.syntax");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "\t\n", "@", "TZ=UTC", "/", "#", "W", "(", "0 9 * * \u0000", "٣ * * * *", "１ * * * *"})
    void refusesTextThatIsNoExpression(String text) {
        assertThatThrownBy(() -> CronExpression.parse(text)).isInstanceOf(CronSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ",", "1,", "9", " ", "@", "TZ=", "\uD83D\uDE00", "* ", "\u00a0", "H(", "L-", "5/"})
    void refusesMegabytesQuicklyAndBriefly(String piece) {
        String hostile = piece.repeat(1_000_000 / piece.length());

        CronSyntaxException refusal = refusal(hostile, CronDialect.UNIX);

        assertThat(refusal).extracting(Throwable::getMessage, STRING).hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void refusesThousandsOfItems() {
        String list = "1,".repeat(900) + "1 * * * *";

        assertThatThrownBy(() -> CronExpression.parse(list))
                .isInstanceOf(CronSyntaxException.class)
                .hasMessageContaining("at most 256 items");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 500, 2000})
    void keepsMessagesShortWhateverTheLengthOfTheText(int length) {
        CronSyntaxException refusal = refusal("x".repeat(length) + " * * * " + "9".repeat(40), CronDialect.UNIX);

        assertThat(refusal).extracting(Throwable::getMessage, STRING).hasSizeLessThanOrEqualTo(500);
        assertThat(refusal.text().length()).isLessThanOrEqualTo(40);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 9 * * mon            | 0 9 * * 1
        0 9 * JAN-mar *        | 0 9 * 1-3 *
        0 9 * * 7              | 0 9 * * 0
        0 9 * * 5-7            | 0 9 * * 0,5,6
        0 9 * * 0-7            | 0 9 * * *
        0 9 * * sun/2          | 0 9 * * 0,2,4,6
        0 9 * * */2            | 0 9 * * 0,2,4,6
        0 9 * * 7/2            | 0 9 * * 0,2,4,6
        0 9 * * 1/2            | 0 9 * * 1,3,5
        */100 * * * *          | 0/60 * * * *
        5/20 * * * *           | 5-59/20 * * * *
        0 9 ? * ?              | 0 9 * * *
        0 9 l * *              | 0 9 L * *
        0 9 lw * *             | 0 9 LW * *
        0 9 15w * *            | 0 9 15W * *
        0 9 * * 5l             | 0 9 * * FRIL
        0 0 9 * * *            | 0 9 * * *
        0 0 9 ? * MON          | 0 9 * * 1
        ' 0\t9  * * * '        | 0 9 * * *
        TZ=UTC 0 9 * * *       | CRON_TZ=UTC 0 9 * * *
        @Yearly                | 0 0 1 1 *
        @annually              | 0 0 1 1 *
        @monthly               | 0 0 1 * *
        @weekly                | 0 0 * * 0
        @daily                 | 0 0 * * *
        @midnight              | 0 0 * * *
        @hourly                | 0 * * * *
        @every 90m             | @every 1h30m
        @every 1.5h            | @every PT1H30M
        @every 1d              | @every 24h
        """)
    void readsSpellingsOfTheSameExpression(String spelling, String other) {
        assertThat(CronExpression.parse(spelling)).isEqualTo(CronExpression.parse(other));
        assertThat(CronExpression.parse(spelling)).hasSameHashCodeAs(CronExpression.parse(other));
    }

    @ParameterizedTest(name = "{0} is not {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 0-23 * * *        | 0 * * * *
        0 0 1 * 1           | 0 0 */31 * 1
        0 9 * * *           | 0 0 0 9 * *
        TZ=UTC 0 9 * * *    | 0 9 * * *
        @every 1h           | 0 * * * *
        """)
    void tellsExpressionsOfDifferentMeaningApart(String one, String other) {
        assertThat(CronExpression.parse(one)).isNotEqualTo(CronExpression.parse(other));
    }

    @Test
    void distinguishesPolicyAnchorAndDialect() {
        CronExpression daily = CronExpression.parse("0 0 9 1 * ?");
        CronExpression hourly = CronExpression.parse("@every 1h");

        assertThat(daily).isNotEqualTo(daily.withDaylightSaving(DaylightSaving.WALL_CLOCK));
        assertThat(daily).isNotEqualTo(CronExpression.parse("0 0 9 1 * ?", CronDialect.QUARTZ));
        assertThat(hourly).isNotEqualTo(hourly.anchoredAt(Instant.EPOCH));
        assertThat(daily.anchoredAt(Instant.EPOCH)).isSameAs(daily);
    }

    @Test
    void tellsWhatItWasReadFrom() {
        CronExpression cron = CronExpression.parse("CRON_TZ=Asia/Shanghai 0 0 9 ? * 2", CronDialect.QUARTZ);

        assertThat(cron).hasToString("CRON_TZ=Asia/Shanghai 0 0 9 ? * 2");
        assertThat(cron.dialect()).isEqualTo(CronDialect.QUARTZ);
        assertThat(cron.zone()).map(Object::toString).contains("Asia/Shanghai");
        assertThat(cron.daylightSaving()).isEqualTo(DaylightSaving.ONCE);
    }

    @Test
    void tellsIntervalsAndRestartsFromCalendars() {
        assertThat(CronExpression.parse("@every 1h30m").everyInterval()).contains(Duration.ofMinutes(90));
        assertThat(CronExpression.parse("0 9 * * *").everyInterval()).isEmpty();
        assertThat(CronExpression.parse("@reboot").isReboot()).isTrue();
        assertThat(CronExpression.parse("@daily").isReboot()).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        UNIX   | 0 0 30 2 *            | false
        UNIX   | 0 0 31 2,4,6,9,11 *   | false
        UNIX   | 0 0 30 2 1            | true
        UNIX   | 0 0 L-30 4 *          | false
        UNIX   | 0 0 29 2 *            | true
        UNIX   | 0 0 * 2 1#5           | true
        UNIX   | @reboot               | true
        UNIX   | @every 1h             | true
        QUARTZ | 0 0 0 29 2 ? 2025-2027 | false
        QUARTZ | 0 0 0 29 2 ? 2028     | true
        """)
    void knowsWhetherATimeCanEverMatch(CronDialect dialect, String expression, boolean satisfiable) {
        assertThat(CronExpression.parse(expression, dialect).isSatisfiable()).isEqualTo(satisfiable);
    }

    private static CronSyntaxException refusal(String expression, CronDialect dialect) {
        CronSyntaxException refusal =
                catchThrowableOfType(CronSyntaxException.class, () -> CronExpression.parse(expression, dialect));
        assertThat(refusal)
                .as(expression.substring(0, Math.min(80, expression.length())))
                .isNotNull();
        return refusal;
    }
}
