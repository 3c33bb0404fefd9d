package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The questions beside the next fire time: the previous one, whether a time is one, and the stream of them. */
class CronQuestionsTest {
    private static final Instant CREATED = Instant.parse("2024-03-15T09:00:00Z");

    @ParameterizedTest(name = "{0} before {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 9 * * 1-5      | 2024-03-18T09:00Z     | 2024-03-15T09:00Z
        0 9 * * 1-5      | 2024-03-18T09:00:00.000000001Z | 2024-03-18T09:00Z
        */15 * * * *     | 2024-03-15T00:00Z     | 2024-03-14T23:45Z
        0 0 29 2 *       | 2104-02-29T00:00Z     | 2096-02-29T00:00Z
        0 0 L-3 * *      | 2024-03-01T00:00Z     | 2024-02-26T00:00Z
        15 30 9 1 1 *    | 2024-01-01T09:30:15Z  | 2023-01-01T09:30:15Z
        30 2 * * *       | 2024-03-10T12:00-04:00[America/New_York] | 2024-03-10T03:00-04:00[America/New_York]
        30 1 * * *       | 2024-11-03T01:45-05:00[America/New_York] | 2024-11-03T01:30-04:00[America/New_York]
        30 1 * * *       | 2024-11-03T01:15-05:00[America/New_York] | 2024-11-03T01:30-04:00[America/New_York]
        30 * * * *       | 2024-11-03T01:45-05:00[America/New_York] | 2024-11-03T01:30-05:00[America/New_York]
        0 9 * * *        | 2011-12-31T08:00+14:00[Pacific/Apia]     | 2011-12-31T00:00+14:00[Pacific/Apia]
        """)
    void findsPrevious(String expression, ZonedDateTime before, ZonedDateTime expected) {
        assertThat(CronExpression.parse(expression).previous(before)).contains(expected);
    }

    @Test
    void hasNoPreviousWhereNothingMatches() {
        ZonedDateTime now = CREATED.atZone(ZoneOffset.UTC);

        assertThat(CronExpression.parse("0 0 30 2 *").previous(now)).isEmpty();
        assertThat(CronExpression.parse("@reboot").previous(now)).isEmpty();
        assertThat(CronExpression.parse("0 0 0 1 1 ? 2030", CronDialect.QUARTZ).previous(now))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        0 9 * * *   | 2024-03-15T09:00Z                          | true
        0 9 * * *   | 2024-03-15T09:00:01Z                       | false
        0 9 * * *   | 2024-03-15T09:00:00.5Z                     | false
        30 2 * * *  | 2024-03-10T03:00-04:00[America/New_York]   | true
        30 2 * * *  | 2024-03-10T03:30-04:00[America/New_York]   | false
        30 1 * * *  | 2024-11-03T01:30-04:00[America/New_York]   | true
        30 1 * * *  | 2024-11-03T01:30-05:00[America/New_York]   | false
        30 * * * *  | 2024-11-03T01:30-05:00[America/New_York]   | true
        @reboot     | 2024-03-15T09:00Z                          | false
        """)
    void knowsWhetherATimeIsAFireTime(String expression, ZonedDateTime at, boolean matches) {
        assertThat(CronExpression.parse(expression).matches(at)).isEqualTo(matches);
    }

    @Test
    void matchesBothPassesOfARepeatedHourOnTheWallClock() {
        CronExpression cron = CronExpression.parse("30 1 * * *").withDaylightSaving(DaylightSaving.WALL_CLOCK);

        assertThat(cron.matches(ZonedDateTime.parse("2024-11-03T01:30-04:00[America/New_York]")))
                .isTrue();
        assertThat(cron.matches(ZonedDateTime.parse("2024-11-03T01:30-05:00[America/New_York]")))
                .isTrue();
        assertThat(cron.matches(ZonedDateTime.parse("2024-03-10T03:00-04:00[America/New_York]")))
                .isFalse();
    }

    @Test
    void answersInTheZoneOfThePrefix() {
        CronExpression cron = CronExpression.parse("TZ=Asia/Tokyo 0 9 * * *");
        ZonedDateTime utc = ZonedDateTime.parse("2024-03-15T12:00Z[UTC]");

        assertThat(cron.next(utc)).contains(ZonedDateTime.parse("2024-03-16T09:00+09:00[Asia/Tokyo]"));
        assertThat(cron.previous(utc)).contains(ZonedDateTime.parse("2024-03-15T09:00+09:00[Asia/Tokyo]"));
        assertThat(cron.matches(ZonedDateTime.parse("2024-03-15T00:00Z[UTC]"))).isTrue();
    }

    @Test
    void streamsFireTimesInOrder() {
        CronExpression cron = CronExpression.parse("0 9 * * *");

        assertThat(cron.stream(CREATED.atZone(ZoneOffset.UTC)).limit(3))
                .extracting(ZonedDateTime::toString)
                .containsExactly("2024-03-16T09:00Z", "2024-03-17T09:00Z", "2024-03-18T09:00Z");
    }

    @Test
    void endsTheStreamAfterTheLastFire() {
        CronExpression cron = CronExpression.parse("0 0 0 1 1 ? 2025-2027", CronDialect.QUARTZ);

        assertThat(cron.stream(CREATED.atZone(ZoneOffset.UTC))).hasSize(3);
    }

    @Test
    void countsIntervalsFromWhereItIsAskedWithoutAnAnchor() {
        CronExpression cron = CronExpression.parse("@every 1h30m");
        ZonedDateTime after = ZonedDateTime.parse("2024-03-10T01:00:00.25-05:00[America/New_York]");

        assertThat(cron.next(after)).contains(ZonedDateTime.parse("2024-03-10T03:30:00.25-04:00[America/New_York]"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-15T08:00:00Z,   2024-03-15T09:10:00Z",
        "2024-03-15T09:00:00Z,   2024-03-15T09:10:00Z",
        "2024-03-15T09:09:59.9Z, 2024-03-15T09:10:00Z",
        "2024-03-15T09:10:00Z,   2024-03-15T09:20:00Z",
        "2024-03-16T09:15:00Z,   2024-03-16T09:20:00Z"
    })
    void countsIntervalsFromItsAnchor(Instant after, Instant expected) {
        CronExpression cron = CronExpression.parse("@every 10m").anchoredAt(CREATED);

        assertThat(cron.next(after.atZone(ZoneOffset.UTC))).contains(expected.atZone(ZoneOffset.UTC));
    }

    @Test
    void looksBackAlongAnchoredIntervals() {
        CronExpression cron = CronExpression.parse("@every 10m").anchoredAt(CREATED);
        ZonedDateTime first = CREATED.plusSeconds(600).atZone(ZoneOffset.UTC);

        assertThat(cron.matches(first)).isTrue();
        assertThat(cron.matches(first.minusMinutes(10))).isFalse();
        assertThat(cron.matches(first.plusSeconds(1))).isFalse();
        assertThat(cron.previous(first)).isEmpty();
        assertThat(cron.previous(first.plusNanos(1))).contains(first);
        assertThat(cron.previous(first.plusMinutes(10))).contains(first);
    }

    @Test
    void asksForAnAnchorToLookBack() {
        CronExpression cron = CronExpression.parse("@every 10m");
        ZonedDateTime now = CREATED.atZone(ZoneOffset.UTC);

        assertThatThrownBy(() -> cron.previous(now))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no anchor")
                .hasMessageContaining("anchoredAt");
        assertThatThrownBy(() -> cron.matches(now)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01T00:00+18:00",
                "-0001-06-01T00:00Z",
                "0001-01-01T00:00Z",
                "1970-01-01T00:00Z",
                "1899-12-31T23:59:59Z",
                "2199-12-31T23:59:59Z",
                "2299-12-31T23:00Z",
                "9999-12-31T23:59:59Z",
                "+10000-01-01T00:00Z",
                "+999999999-12-31T23:59:59.999999999-18:00"
            })
    void answersWithoutErrorAtTheEndsOfTime(ZonedDateTime extreme) {
        CronExpression cron = CronExpression.parse("0 9 * * *");

        assertThat(cron.next(extreme).filter(next -> !next.isAfter(extreme))).isEmpty();
        assertThat(cron.previous(extreme).filter(previous -> !previous.isBefore(extreme)))
                .isEmpty();
        assertThat(cron.matches(extreme)).isFalse();
    }

    @Test
    void crossesTheEndOfACalendarCycle() {
        CronExpression cron = CronExpression.parse("0 0 1 * *");
        ZonedDateTime after = ZonedDateTime.parse("2299-12-15T00:00+01:00[Europe/Berlin]");
        ZonedDateTime next = ZonedDateTime.parse("2300-01-01T00:00+01:00[Europe/Berlin]");

        assertThat(cron.next(after)).contains(next);
        assertThat(cron.previous(next.plusDays(1))).contains(next);
        assertThat(cron.previous(next)).contains(ZonedDateTime.parse("2299-12-01T00:00+01:00[Europe/Berlin]"));
    }
}
