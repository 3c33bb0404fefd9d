package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FireTimesResourceTest {

    private static final String NEXT = "/api/v1/jobs/report/next";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsFireTimesWithinWindowAndCalendar() throws Exception {
        api.store.calendars.put(
                "china",
                CalendarJson.read(
                        "{\"excluded\":[\"2026-10-01/2026-10-07\"],\"moved\":{\"2026-10-07\":\"2026-10-10\"}}",
                        "china"));
        job(
                "{\"cron\":\"0 9 * * 1-5\",\"zone\":\"Asia/Shanghai\",\"calendar\":\"china\","
                        + "\"until\":\"2026-10-12T00:00:00+08:00\"}",
                "2026-09-30T01:00:00Z");

        JsonNode answer = api.get(NEXT + "?count=10").json();

        assertThat(answer.path("zone").asText()).isEqualTo("Asia/Shanghai");
        assertThat(answer.path("items").findValuesAsText("local"))
                .containsExactly(
                        "2026-09-30T09:00:00+08:00",
                        "2026-10-08T09:00:00+08:00",
                        "2026-10-09T09:00:00+08:00",
                        "2026-10-10T09:00:00+08:00");
        assertThat(answer.path("items").get(1).path("fireTime").asText()).isEqualTo("2026-10-08T01:00:00Z");
        assertThat(answer.path("items").findValues("leavesAt")).isEmpty();
    }

    @Test
    void showsWhenSpreadRequestsLeave() throws Exception {
        Job job = job("{\"fixedRate\":\"10m\",\"jitter\":\"5m\"}", "2026-11-22T10:10:00Z");

        JsonNode answer = api.get(NEXT).json();

        assertThat(answer.path("items")).hasSize(5).allSatisfy(item -> {
            Instant fireTime = Instant.parse(item.path("fireTime").asText());
            assertThat(item.path("leavesAt").asText())
                    .isEqualTo(job.dueAt(fireTime).toString());
        });
    }

    @Test
    void showsOnlyTheFireThatAFixedDelayKnows() throws Exception {
        job("{\"fixedDelay\":\"10m\"}", "2026-11-22T10:10:00Z");

        assertThat(api.get(NEXT).json().path("items").findValuesAsText("fireTime"))
                .containsExactly("2026-11-22T10:10:00Z");
    }

    @Test
    void showsNoneWhereNoneIsToCome() throws Exception {
        job("{\"manual\":true}", null);

        assertThat(api.get(NEXT).json().path("items").isEmpty()).isTrue();
    }

    @Test
    void refusesAnUnknownJobAndABadCount() throws Exception {
        assertThat(api.get(NEXT).text("code")).isEqualTo("job.unknown");
        assertThat(api.get(NEXT + "?count=1001").text("field")).isEqualTo("count");
        assertThat(api.get(NEXT + "?number=3").status()).isEqualTo(400);
    }

    private Job job(String schedule, @Nullable String nextFire) {
        String json = "{\"schedule\":" + schedule + ",\"target\":{\"service\":\"a\",\"path\":\"/x\"}}";
        Instant next = nextFire == null ? null : Instant.parse(nextFire);
        Job job = new Job(new JobId(7), JobJson.read(json, "report"), 1, Samples.NOW, Samples.NOW, next, null);
        api.store.jobs.put("report", job);
        return job;
    }
}
