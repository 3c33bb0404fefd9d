package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds for every expression, zone and time. The naive scans share no code with the engine. */
class CronPropertyTest {
    private static final int DAY_MINUTES = 24 * 60;

    @Provide
    Arbitrary<String> expression() {
        return Arbitraries.randomValue(random -> new RandomCron(random).expression());
    }

    @Provide
    Arbitrary<String> frequent() {
        return Arbitraries.randomValue(random -> new RandomCron(random).frequent());
    }

    @Provide
    Arbitrary<String> onDays() {
        return Arbitraries.randomValue(random -> new RandomCron(random).onDays());
    }

    @Provide
    Arbitrary<ZonedDateTime> moment() {
        return Arbitraries.randomValue(random -> new RandomCron(random).moment());
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void nextIsStrictlyLaterAndMatches(
            @ForAll("expression") String text, @ForAll("moment") ZonedDateTime after, @ForAll DaylightSaving policy) {
        CronExpression cron = CronExpression.parse(text).withDaylightSaving(policy);

        Optional<ZonedDateTime> next = cron.next(after);

        next.ifPresent(time -> {
            assertThat(time).isAfter(after);
            assertThat(time.getZone()).isEqualTo(after.getZone());
            assertThat(cron.matches(time)).isTrue();
        });
        assertThat(next.isPresent()).isEqualTo(cron.isSatisfiable());
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void previousOfTheFireAfterNextIsNext(
            @ForAll("expression") String text, @ForAll("moment") ZonedDateTime after, @ForAll DaylightSaving policy) {
        CronExpression cron = CronExpression.parse(text).withDaylightSaving(policy);
        Optional<ZonedDateTime> next = cron.next(after);
        Optional<ZonedDateTime> second = next.flatMap(cron::next);
        Assume.that(second.isPresent());

        Optional<ZonedDateTime> back = second.flatMap(cron::previous);

        assertThat(back).isEqualTo(next);
        assertThat(cron.previous(next.orElseThrow().plusNanos(1))).isEqualTo(next);
    }

    @Property(tries = 250, shrinking = ShrinkingMode.OFF)
    void agreesWithLookingAtEveryMinute(
            @ForAll("frequent") String text, @ForAll("moment") ZonedDateTime moment, @ForAll DaylightSaving policy) {
        CronExpression cron = CronExpression.parse(text).withDaylightSaving(policy);
        NaiveCron naive = new NaiveCron(text);
        ZonedDateTime at = moment.toInstant().truncatedTo(ChronoUnit.MINUTES).atZone(moment.getZone());
        Assume.that(at.getSecond() == 0);
        Optional<ZonedDateTime> expected = cron.next(at.minusSeconds(1));

        for (int minute = 0; minute < DAY_MINUTES; minute++) {
            boolean fires = naive.firesAt(at.toInstant(), at, policy);
            assertThat(expected.filter(at::isEqual).isPresent())
                    .as("%s %s at %s, engine's next is %s", text, policy, at, expected)
                    .isEqualTo(fires);
            expected = fires ? cron.next(at) : expected;
            at = at.plusMinutes(1);
        }
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void agreesWithLookingAtEverySecond(
            @ForAll("expression") String text, @ForAll("moment") ZonedDateTime moment, @ForAll DaylightSaving policy) {
        CronExpression cron = CronExpression.parse(text).withDaylightSaving(policy);
        NaiveCron naive = new NaiveCron(text);
        Instant start = moment.toInstant().truncatedTo(ChronoUnit.SECONDS);

        for (int second = 0; second < 3600; second++) {
            ZonedDateTime at = start.plusSeconds(second).atZone(moment.getZone());
            assertThat(cron.matches(at))
                    .as("%s %s at %s", text, policy, at)
                    .isEqualTo(naive.firesAt(at.toInstant(), at, policy));
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void agreesWithLookingAtEveryDay(@ForAll("onDays") String text, @ForAll("moment") ZonedDateTime moment) {
        CronExpression cron = CronExpression.parse(text);
        NaiveCron naive = new NaiveCron(text);
        LocalDate first = moment.toLocalDate();
        Optional<ZonedDateTime> expected = cron.next(first.atStartOfDay(ZoneOffset.UTC));

        for (LocalDate day = first; day.isBefore(first.plusDays(800)); day = day.plusDays(1)) {
            boolean fires = naive.chooses(day.atTime(12, 0));
            LocalDate next = expected.map(ZonedDateTime::toLocalDate).orElse(LocalDate.MAX);
            assertThat(next.equals(day))
                    .as("%s on %s, engine's next is %s", text, day, next)
                    .isEqualTo(fires);
            expected = fires ? expected.flatMap(cron::next) : expected;
        }
    }

    @Property(tries = 3000, shrinking = ShrinkingMode.OFF)
    void readsItsOwnNormalForm(@ForAll("expression") String text) {
        CronExpression cron = CronExpression.parse(text);

        CronExpression again = CronExpression.parse(cron.canonical());

        assertThat(again).as("%s printed as %s", text, cron.canonical()).isEqualTo(cron);
        assertThat(again.canonical()).isEqualTo(cron.canonical());
    }

    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void saysEverythingInWords(@ForAll("expression") String text) {
        CronExpression cron = CronExpression.parse(text);

        assertThat(cron.describe(Locale.ENGLISH)).isNotBlank().doesNotContain("null", "  ");
        assertThat(cron.describe(Locale.CHINESE)).isNotBlank().doesNotContain("null", "  ", "，，");
    }

    @Property(tries = 3000)
    void answersAnyTextWithAnExpressionOrItsOwnError(@ForAll("noise") String text, @ForAll CronDialect dialect) {
        assertThatCode(() -> {
                    try {
                        CronExpression.parse(text, dialect, "seed");
                    } catch (CronSyntaxException expected) {
                        assertThat(expected.getMessage()).hasSizeLessThanOrEqualTo(500);
                    }
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> noise() {
        return Arbitraries.strings()
                .withChars("0123456789 */-,?LWH#()@")
                .withChars("MONJANTZ=every\t٣é")
                .ofMaxLength(40);
    }
}
