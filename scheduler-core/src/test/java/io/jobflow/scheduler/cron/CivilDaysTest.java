package io.jobflow.scheduler.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The integer calendar against java.time, over whole cycles and at the ends of the supported range. */
class CivilDaysTest {

    @Test
    void agreesWithJavaTimeOnEveryDayOfTheSupportedYears() {
        LocalDate last = LocalDate.of(CivilDays.MAX_YEAR, 12, 31);

        LocalDate wrong = LocalDate.of(0, 1, 1);
        while (wrong.isBefore(last) && isDate(CivilDays.date(wrong.toEpochDay()), wrong)) {
            wrong = wrong.plusDays(1);
        }

        assertThat(wrong).isEqualTo(last);
    }

    @Test
    void knowsFirstDayWeekdayAndLengthOfEveryMonthOfACycle() {
        LocalDate end = LocalDate.of(2300, 1, 1);

        LocalDate wrong = LocalDate.of(1900, 1, 1);
        while (wrong.isBefore(end) && isMonth(wrong)) {
            wrong = wrong.plusMonths(1);
        }

        assertThat(wrong).isEqualTo(end);
    }

    private static boolean isDate(int date, LocalDate expected) {
        return CivilDays.year(date) == expected.getYear()
                && CivilDays.month(date) == expected.getMonthValue()
                && CivilDays.day(date) == expected.getDayOfMonth();
    }

    private static boolean isMonth(LocalDate first) {
        int year = first.getYear();
        int month = first.getMonthValue();
        return CivilDays.firstOfMonth(year, month) == first.toEpochDay()
                && CivilDays.lengthOfMonth(year, month) == first.lengthOfMonth()
                && CivilDays.weekday(first.toEpochDay()) == first.getDayOfWeek().getValue() % 7;
    }
}
