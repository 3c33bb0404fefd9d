package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CalendarsResourceTest {

    private static final String CALENDARS = "/api/v1/calendars";
    private static final String JSON = "{\"excluded\":[\"2026-10-01/2026-10-07\"]}";

    private final ApiFixture api = new ApiFixture();
    private final BusinessCalendar china = CalendarJson.read(JSON, "china");

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void createsACalendar() throws Exception {
        api.gate.replies(new Reply.CalendarSaved(china, true));

        var answer = api.put(CALENDARS + "/china", JSON);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/calendars/china");
        assertThat(answer.body()).isEqualTo(CalendarJson.write(china));
        assertThat(api.gate.last()).isEqualTo(new Command.PutCalendar(china));
    }

    @Test
    void replacesACalendarByWhatItAnswered() throws Exception {
        api.gate.replies(new Reply.CalendarSaved(china, false));

        var answer = api.put(CALENDARS + "/china", CalendarJson.write(china));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(api.gate.last()).isEqualTo(new Command.PutCalendar(china));
    }

    @Test
    void refusesANameAndRulesThatAreWrong() throws Exception {
        var name = api.put(CALENDARS + "/China", JSON);
        var rule = api.put(CALENDARS + "/china", "{\"excluded\":[\"holiday\"]}");

        assertThat(name.status()).isEqualTo(400);
        assertThat(name.text("field")).isEqualTo("name");
        assertThat(rule.status()).isEqualTo(400);
        assertThat(rule.text("field")).isEqualTo("excluded[0]");
        assertThat(rule.text("value")).isEqualTo("holiday");
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void showsACalendar() throws Exception {
        api.store.calendars.put("china", china);

        assertThat(api.get(CALENDARS + "/china").body()).isEqualTo(CalendarJson.write(china));
    }

    @Test
    void listsCalendarsInPages() throws Exception {
        api.store.calendars.put("china", china);
        api.store.calendars.put("days", CalendarJson.read("{}", "days"));

        var page = api.get(CALENDARS + "?page=1&size=1").json();

        assertThat(page.path("items").findValuesAsText("name")).containsExactly("days");
        assertThat(page.path("total").asInt()).isEqualTo(2);
        assertThat(page.path("page").asInt()).isEqualTo(1);
    }

    @Test
    void deletesACalendar() throws Exception {
        api.gate.replies(new Reply.CalendarDeleted("china"));

        assertThat(api.delete(CALENDARS + "/china").status()).isEqualTo(204);
        assertThat(api.gate.last()).isEqualTo(new Command.DeleteCalendar("china"));
    }

    @Test
    void refusesToDeleteACalendarThatAJobNames() throws Exception {
        api.gate.replies(new Reply.Conflict("calendar.in-use", "Named by job \"report\"."));

        var answer = api.delete(CALENDARS + "/china");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("calendar.in-use");
        assertThat(answer.text("field")).isEqualTo("name");
        assertThat(answer.text("value")).isEqualTo("china");
    }

    @Test
    void answers404WhereThereIsNone() throws Exception {
        api.gate.replies(new Reply.NoSuchCalendar("china"));

        assertThat(api.get(CALENDARS + "/china").text("code")).isEqualTo("calendar.unknown");
        assertThat(api.get(CALENDARS + "/CHINA").status()).isEqualTo(404);
        assertThat(api.delete(CALENDARS + "/china").status()).isEqualTo(404);
    }
}
