package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The quartz dialect against Quartz itself: the same next fire time for thousands of random expressions, and a test for
 * each difference that docs/cron.md lists. Without daylight saving, where the two differ on purpose.
 */
class QuartzDifferenceTest {
    private static final long FIRST = Instant.parse("1971-01-01T00:00:00Z").getEpochSecond();
    private static final ZonedDateTime FIRST_MONTH = ZonedDateTime.parse("1971-01-01T00:00Z");
    private static final Instant END = Instant.parse("2101-01-01T00:00:00Z");
    private static final int SECONDS = 86_400 * 365 * 60;

    @Provide
    Arbitrary<String> expression() {
        return Arbitraries.randomValue(random -> new RandomQuartz(random).expression());
    }

    @Property(seed = "20241103", tries = 3000, shrinking = ShrinkingMode.OFF)
    void findsTheSameFireTimes(@ForAll("expression") String text, @ForAll Random random) throws ParseException {
        CronExpression ours = CronExpression.parse(text, CronDialect.QUARTZ);
        org.quartz.CronExpression theirs = quartz(text);
        ZonedDateTime at =
                Instant.ofEpochSecond(FIRST + random.nextInt(SECONDS)).atZone(ZoneOffset.UTC);

        for (int i = 0; i < 3; i++) {
            Date expected = theirs.getNextValidTimeAfter(Date.from(at.toInstant()));
            Optional<ZonedDateTime> next = ours.next(at);
            assertThat(next.filter(time -> time.getYear() <= 2100).map(time -> Date.from(time.toInstant())))
                    .as("%s after %s", text, at)
                    .isEqualTo(Optional.ofNullable(expected)
                            .filter(date -> date.toInstant().isBefore(END)));
            at = next.orElse(at);
        }
    }

    @Property(seed = "20241103", tries = 500, shrinking = ShrinkingMode.OFF)
    void findsTheSameNearestWeekdayFromTheMonthsBeginning(
            @ForAll @IntRange(min = 2, max = 28) int day, @ForAll @IntRange(min = 0, max = 899) int month)
            throws ParseException {
        String text = "0 30 9 " + day + "W * ?";
        ZonedDateTime first = FIRST_MONTH.plusMonths(month);

        Date expected = quartz(text).getNextValidTimeAfter(Date.from(first.toInstant()));

        assertThat(CronExpression.parse(text, CronDialect.QUARTZ).next(first).map(time -> Date.from(time.toInstant())))
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 0 ? * ?",
                "0 0 0 1 * 1",
                "0 0 0 * *",
                "60 0 0 * * ?",
                "0 0 24 * * ?",
                "0 0 0 32 * ?",
                "0 0 0 1 13 ?",
                "0 0 0 ? * 8",
                "0 0 0 ? * 0",
                "0 0 0 ? * 2#6",
                "0 0 0 ? * 2#1,3#2",
                "0 0 0 ? * 2L,3",
                "0 0 0 L-31 * ?",
                "0 0 0 32W * ?",
                "0 */60 * * * ?",
                "0 0 */24 * * ?",
                "? 0 0 * * ?",
                "0 0 0 1 1 ? 2030-2020",
                "0 0 0 1 1 ? 2020 2020"
            })
    void refusesWhatQuartzRefuses(String text) {
        assertThat(org.quartz.CronExpression.isValidExpression(text)).isFalse();
        assertThat(isValid(text)).isFalse();
    }

    /** Read by Quartz in a way its documentation does not say: refused here instead of guessed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 */0 * * * ?",
                "0 5/0 * * * ?",
                "0 1,,2 * * * ?",
                "0 0 0 ? * MONDAY",
                "0 0 0 ? * MON#2,FRI",
                "0 0 0 1 1 ? 1800"
            })
    void refusesWhatQuartzOnlySeemsToAccept(String text) {
        assertThat(org.quartz.CronExpression.isValidExpression(text)).isTrue();
        assertThat(isValid(text)).isFalse();
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 0 9,18 15W * ?       | 2024-01-01T09:30:00Z | 2024-01-15T09:00:00Z
        0 0 9,18 LW * ?        | 2024-01-01T09:30:00Z | 2024-01-31T09:00:00Z
        0 0 9 15W * ?          | 2024-09-15T09:30:00Z | 2024-09-16T09:00:00Z
        0 0 9 1W * ?           | 2024-06-01T09:30:00Z | 2024-06-03T09:00:00Z
        0 0 0 ? * MON-FRI/2    | 2024-03-11T00:00:00Z | 2024-03-13T00:00:00Z
        """)
    void findsWhatQuartzMisses(String text, Instant after, Instant expected) throws ParseException {
        Optional<ZonedDateTime> next =
                CronExpression.parse(text, CronDialect.QUARTZ).next(after.atZone(ZoneOffset.UTC));

        assertThat(next.map(ZonedDateTime::toInstant)).contains(expected);
        assertThat(quartz(text).getNextValidTimeAfter(Date.from(after)).toInstant())
                .isNotEqualTo(expected);
    }

    @Test
    void goesBeyondQuartzsHundredYears() throws ParseException {
        Instant after = Instant.parse("2024-01-01T00:00:00Z");

        Optional<ZonedDateTime> next =
                CronExpression.parse("0 0 0 1 1 ? 2190", CronDialect.QUARTZ).next(after.atZone(ZoneOffset.UTC));

        assertThat(next.map(ZonedDateTime::getYear)).contains(2190);
        assertThat(quartz("0 0 0 1 1 ? 2190").getNextValidTimeAfter(Date.from(after)))
                .isNull();
    }

    private static boolean isValid(String text) {
        try {
            CronExpression.parse(text, CronDialect.QUARTZ);
            return true;
        } catch (CronSyntaxException refused) {
            return false;
        }
    }

    private static org.quartz.CronExpression quartz(String text) throws ParseException {
        org.quartz.CronExpression theirs = new org.quartz.CronExpression(text);
        theirs.setTimeZone(TimeZone.getTimeZone("UTC"));
        return theirs;
    }
}
