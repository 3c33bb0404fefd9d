package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The unix dialect with six fields against Spring, on what both understand; and a test for each known difference. */
class SpringDifferenceTest {
    /** Spring can miss fires after a gap of more than an hour. */
    private static final Set<String> LARGE_SHIFTS = Set.of("Antarctica/Troll", "Pacific/Apia", "Pacific/Kwajalein");

    @Provide
    Arbitrary<String> expression() {
        return Arbitraries.randomValue(SpringDifferenceTest::common);
    }

    /** One of the day fields is free, because Spring wants both to match where this dialect wants either. */
    private static String common(Random random) {
        RandomCron parts = new RandomCron(random);
        String weekdays = without(".*/.*|.*7-7.*", parts::weekdays);
        String days = without(".*\\b(1|29|30|31)W.*|.*L-(28|29|30).*", parts::days);
        String dates = random.nextBoolean()
                ? days + " " + parts.months() + " *"
                : "* " + parts.months() + " " + parts.oneOf(weekdays, weekdays, "5-7", "FRI-SUN", "0/2");
        return String.join(" ", parts.numbers(0, 59), parts.numbers(0, 59), parts.numbers(0, 23), dates);
    }

    private static String without(String pattern, Supplier<String> field) {
        return Stream.generate(field)
                .filter(text -> !text.matches(pattern))
                .findFirst()
                .orElseThrow();
    }

    @Provide
    Arbitrary<ZonedDateTime> moment() {
        return Arbitraries.randomValue(random -> new RandomCron(random).moment())
                .filter(moment -> !LARGE_SHIFTS.contains(moment.getZone().getId()));
    }

    /** Spring has no choice of policy; what it does at a change of the clocks is the wall-clock policy. */
    @Property(seed = "20241103", tries = 4000, shrinking = ShrinkingMode.OFF)
    void findsTheSameFireTimesOnTheWallClock(@ForAll("expression") String text, @ForAll("moment") ZonedDateTime after) {
        CronExpression ours = CronExpression.parse(text).withDaylightSaving(DaylightSaving.WALL_CLOCK);
        var theirs = org.springframework.scheduling.support.CronExpression.parse(text);
        ZonedDateTime at = after;

        for (int i = 0; i < 3; i++) {
            Optional<ZonedDateTime> next = ours.next(at);
            assertThat(next).as("%s after %s", text, at).isEqualTo(Optional.ofNullable(theirs.next(at)));
            at = next.orElse(at);
        }
    }

    @ParameterizedTest(name = "{0} after {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 0 9 31W * *     | 2024-01-31T15:30Z | 2024-03-29T09:00Z | 2024-05-31T09:00Z
        0 0 9 1W * *      | 2024-06-02T03:30Z | 2024-06-03T09:00Z | 2024-07-01T09:00Z
        0 0 9 29W * *     | 2025-02-28T02:30Z | 2025-03-28T09:00Z | 2025-02-28T09:00Z
        0 0 9 L-30 * *    | 2024-01-01T14:30Z | 2024-03-01T09:00Z | 2024-01-30T09:00Z
        0 0 9 * * */2     | 2024-01-01T00:30Z | 2024-01-02T09:00Z | 2024-01-01T09:00Z
        0 0 9 * * 1/2     | 2024-01-05T09:30Z | 2024-01-08T09:00Z | 2024-01-07T09:00Z
        0 0 9 1 * MON     | 2024-01-01T14:30Z | 2024-01-08T09:00Z | 2024-04-01T09:00Z
        0 30 2 * * *      | 2018-03-10T12:00-05:00[America/New_York] | 2018-03-11T03:00-04:00[America/New_York] | 2018-03-12T02:30-04:00[America/New_York]
        """)
    void differsFromSpringOnlyAsDocumented(String text, ZonedDateTime after, ZonedDateTime ours, ZonedDateTime theirs) {
        Optional<ZonedDateTime> next = CronExpression.parse(text).next(after);

        assertThat(next).contains(ours);
        assertThat(org.springframework.scheduling.support.CronExpression.parse(text)
                        .next(after))
                .isEqualTo(theirs);
    }
}
