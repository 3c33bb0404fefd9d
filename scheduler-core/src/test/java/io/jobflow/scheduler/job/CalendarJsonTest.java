package io.jobflow.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarJsonTest {

    private static final String CHINA =
            "{\"name\":\"china\",\"description\":\"国庆节 2026\",\"weeklyDaysOff\":[\"saturday\",\"sunday\"],"
                    + "\"excluded\":[\"2026-09-25\",\"2026-10-01/2026-10-07\"],\"worked\":[\"2026-09-19\"],"
                    + "\"moved\":{\"2026-10-06\":\"2026-09-20\",\"2026-10-07\":\"2026-10-10\"}}";

    @Test
    void writesWhatItRead() {
        assertThat(CalendarJson.write(CalendarJson.read(CHINA, "china"))).isEqualTo(CHINA);
    }

    @Test
    void readsEveryRule() {
        BusinessCalendar china = CalendarJson.read(CHINA, "china");

        assertThat(china.weeklyDaysOff()).containsExactly(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(china.excluded())
                .containsEntry(LocalDate.of(2026, 9, 25), LocalDate.of(2026, 9, 25))
                .containsEntry(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 7));
        assertThat(china.worked()).containsExactly(LocalDate.of(2026, 9, 19));
        assertThat(china.moved()).containsEntry(LocalDate.of(2026, 10, 7), LocalDate.of(2026, 10, 10));
    }

    @Test
    void everyRuleMayBeAbsent() {
        assertThat(CalendarJson.write(CalendarJson.read("{}", "days")))
                .isEqualTo("{\"name\":\"days\",\"description\":\"\",\"weeklyDaysOff\":[],\"excluded\":[],\"worked\":[],"
                        + "\"moved\":{}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":"other"}                                              | name              | field.invalid
            {"weeklyDaysOff":["Sat"]}                                     | weeklyDaysOff[0]  | field.invalid
            {"weeklyDaysOff":"sunday"}                                    | weeklyDaysOff     | field.type
            {"excluded":["2026-02-30"]}                                   | excluded[0]       | field.invalid
            {"excluded":["2026-1-1"]}                                     | excluded[0]       | field.invalid
            {"excluded":["1969-12-31"]}                                   | excluded[0]       | field.invalid
            {"excluded":["2026-10-07/2026-10-01"]}                        | excluded[0]       | field.invalid
            {"excluded":["2026-10-01/2026-10-07","2026-10-07"]}           | excluded[1]       | field.invalid
            {"excluded":["2026-10-03","2026-10-01/2026-10-07"]}           | excluded[1]       | field.invalid
            {"worked":["tomorrow"]}                                       | worked[0]         | field.invalid
            {"excluded":["2026-10-01/2026-10-07"],"worked":["2026-10-02"]} | worked[0]        | field.invalid
            {"moved":{"2026-10-06":"2026-09-20"},"worked":["2026-10-06"]} | worked[0]         | field.invalid
            {"moved":{"2026-10-06":"2026-10-06"}}                         | moved.2026-10-06  | field.invalid
            {"moved":{"2026-10-06":"soon"}}                               | moved.2026-10-06  | field.invalid
            {"moved":{"oct":"2026-10-06"}}                                | moved.oct         | field.invalid
            {"moved":[]}                                                  | moved             | field.type
            {"exclude":[]}                                                | exclude           | field.unknown
            """)
    void namesTheFieldThatIsWrong(String json, String field, String code) {
        JobProblem problem = catchThrowableOfType(JobProblem.class, () -> CalendarJson.read(json, "days"));

        assertThat(problem.problems()).hasSize(1);
        assertThat(problem.first().field()).isEqualTo(field);
        assertThat(problem.first().code()).isEqualTo(code);
        assertThat(problem.first().expected()).isNotBlank();
    }

    @Test
    void refusesMoreDaysThanACalendarMayHave() {
        String days = IntStream.rangeClosed(0, BusinessCalendar.MAX_ENTRIES)
                .mapToObj(i -> "\"" + LocalDate.of(2026, 1, 1).plusDays(i) + "\"")
                .collect(Collectors.joining(","));

        JobProblem problem =
                catchThrowableOfType(JobProblem.class, () -> CalendarJson.read("{\"worked\":[" + days + "]}", "days"));

        assertThat(problem.first().field()).isEqualTo("worked");
        assertThat(problem.first().expected()).isEqualTo("a list of 0 to 1000 texts");
    }
}
