package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code H}: values that depend on the job's name, and on nothing else. */
class CronSpreadTest {

    private static final ZonedDateTime MIDNIGHT = ZonedDateTime.parse("2024-03-15T00:00Z");

    @Test
    void givesTheSameValuesForTheSameSeedForever() {
        CronExpression cron = CronExpression.parse("H H H H H", CronDialect.UNIX, "nightly-report");

        assertThat(cron.canonical()).isEqualTo("10 7 27 9 2");
    }

    @Test
    void spreadsSeedsOverAllMinutes() {
        Set<String> minutes = IntStream.range(0, 1000)
                .mapToObj(job -> CronExpression.parse("H * * * *", CronDialect.UNIX, "job-" + job)
                        .canonical())
                .collect(Collectors.toSet());

        assertThat(minutes).hasSize(60);
    }

    @Test
    void doesNotTieOneFieldToAnother() {
        Set<String> times = IntStream.range(0, 1000)
                .mapToObj(job -> CronExpression.parse("H H * * *", CronDialect.UNIX, "job-" + job)
                        .canonical())
                .collect(Collectors.toSet());

        assertThat(times).hasSizeGreaterThan(650);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "H * * * *, 0, 59, 1",
        "H(0-29) * * * *, 0, 29, 1",
        "H(5-5) * * * *, 5, 5, 1",
        "H/15 * * * *, 0, 14, 4",
        "H(10-30)/5 * * * *, 10, 14, 4",
        "H/100 * * * *, 0, 59, 1"
    })
    void beginsInItsRangeAndRepeatsAtItsStep(String expression, int min, int max, int leastPerHour) {
        for (int job = 0; job < 200; job++) {
            CronExpression cron = CronExpression.parse(expression, CronDialect.UNIX, "job-" + job);

            List<ZonedDateTime> hour = cron.stream(MIDNIGHT.minusNanos(1))
                    .takeWhile(time -> time.isBefore(MIDNIGHT.plusHours(1)))
                    .toList();

            assertThat(hour).hasSizeGreaterThanOrEqualTo(leastPerHour);
            assertThat(hour.get(0).getMinute()).isBetween(min, max);
        }
    }

    @Test
    void choosesDaysThatEveryMonthHas() {
        for (int job = 0; job < 200; job++) {
            CronExpression cron = CronExpression.parse("0 0 H * *", CronDialect.UNIX, "job-" + job);

            assertThat(cron.canonical()).matches("0 0 ([1-9]|1[0-9]|2[0-8]) \\* \\*");
        }
    }
}
