package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronResourceTest {

    private static final String NEXT = "/api/v1/cron/next";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsTheNextFireTimesInTheZone() throws Exception {
        var answer = api.get(NEXT + "?expression=30+9+*+*+*&zone=Asia/Shanghai&count=2");

        assertThat(answer.json().toString())
                .isEqualTo("{\"expression\":\"30 9 * * *\",\"zone\":\"Asia/Shanghai\",\"dialect\":\"unix\","
                        + "\"dst\":\"once\",\"items\":[\"2026-11-23T09:30:00+08:00\",\"2026-11-24T09:30:00+08:00\"]}");
    }

    @Test
    void beginsWhereItIsTold() throws Exception {
        var answer = api.get(NEXT + "?expression=0+0+0+1+1+?&dialect=quartz&from=2030-06-01T00:00:00Z&count=1");

        assertThat(answer.json().path("items").get(0).asText()).isEqualTo("2031-01-01T00:00:00Z");
    }

    @Test
    void refusesWhatIsNoExpression() throws Exception {
        var answer = api.get(NEXT + "?expression=99+*+*+*+*");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("cron.syntax");
        assertThat(answer.text("field")).isEqualTo("expression");
        assertThat(answer.text("value")).isEqualTo("99 * * * *");
    }

    @Test
    void namesEveryBadParameterAtOnce() throws Exception {
        var answer = api.get(NEXT + "?zone=Nowhere&dialect=cron&count=0");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("problems").findValuesAsText("field"))
                .containsExactly("dialect", "zone", "count", "expression");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "9999-12-31T23:59:59-18:00"})
    void refusesToBeginOutOfBounds(String from) throws Exception {
        var answer = api.get(NEXT + "?expression=30+9+*+*+*&from=" + from);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("from");
        assertThat(answer.text("value")).isEqualTo(from.replace("%2B", "+"));
        assertThat(answer.text("expected")).contains("in the years 1970 to 9999");
    }
}
