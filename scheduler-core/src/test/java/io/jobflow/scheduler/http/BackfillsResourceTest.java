package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.job.JobJson;
import java.time.Instant;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackfillsResourceTest {

    private static final String BEGIN = "/api/v1/jobs/report/backfill";
    private static final String HOUR = "{\"from\": \"2026-11-22T08:00:00Z\", \"to\": \"2026-11-22T09:00:00Z\"}";

    private final ApiFixture api = new ApiFixture();

    @BeforeEach
    void prepare() {
        job("\"cron\": \"*/10 * * * *\"");
        api.gate.replies(new Reply.BackfillStands(backfill(null), false));
    }

    private void job(String schedule) {
        api.store.jobs.put(
                "report",
                Samples.job(JobJson.read("{\"name\": \"report\", \"schedule\": {" + schedule + "}, "
                        + "\"target\": {\"service\": \"orders\", \"handler\": \"sync\"}}")));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void answersWithTheBackfillAndHowManyFireTimesThereAre() throws Exception {
        var answer = api.post(BEGIN, HOUR);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"backfillId\":4,\"fireTimes\":6}");
        assertThat(answer.header("Location")).isEqualTo("/api/v1/backfills/4");
        assertThat(api.gate.last())
                .isEqualTo(new Command.StartBackfill(
                        "report",
                        Instant.parse("2026-11-22T08:00:00Z"),
                        Instant.parse("2026-11-22T09:00:00Z"),
                        1,
                        null,
                        null,
                        null,
                        6));
    }

    @Test
    void passesOnParametersAndHowManyMayRunAtOnce() throws Exception {
        api.post(BEGIN, HOUR.replace("}", ", \"maxConcurrent\": 5, \"params\": {\"dry\": true}}"));

        Command.StartBackfill command = (Command.StartBackfill) api.gate.last();
        assertThat(command.maxConcurrent()).isEqualTo(5);
        assertThat(command.params()).isEqualTo("{\"dry\":true}");
    }

    @Test
    void refusesTheFuture() throws Exception {
        var answer = api.post(BEGIN, "{\"from\": \"2026-11-22T08:00:00Z\", \"to\": \"2026-11-22T10:00:00.001Z\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("to");
        assertThat(answer.text("expected")).contains("not in the future");
    }

    @Test
    void refusesAnEmptyStretch() throws Exception {
        var answer = api.post(BEGIN, "{\"from\": \"2026-11-22T08:00:00Z\", \"to\": \"2026-11-22T08:00:00Z\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("to");
    }

    @Test
    void namesEveryFieldThatIsWrong() throws Exception {
        var answer = api.post(BEGIN, "{\"from\": \"yesterday\", \"maxConcurrent\": 101, \"max\": 1}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .contains("\"field\":\"from\"")
                .contains("\"field\":\"to\"")
                .contains("\"field\":\"maxConcurrent\"")
                .contains("\"field\":\"max\"");
    }

    @Test
    void refusesMoreFireTimesThanItTakesAndSaysWhereToEnd() throws Exception {
        job("\"cron\": \"* * * * *\"");

        var answer = api.post(BEGIN, "{\"from\": \"2026-01-01T00:00:00Z\", \"to\": \"2026-11-22T08:00:00Z\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("to");
        assertThat(answer.text("expected"))
                .contains("at most 100000 fire times")
                .contains("2026-03-11T10:40:00Z");
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void answers409ToAScheduleWithoutFireTimes() throws Exception {
        job("\"manual\": true");

        var answer = api.post(BEGIN, HOUR);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("backfill.no-fire-times");
        assertThat(answer.text("detail")).contains("trigger it instead");
    }

    @Test
    void answers409ToAStretchWithoutFireTimes() throws Exception {
        var answer = api.post(BEGIN, "{\"from\": \"2026-11-22T08:01:00Z\", \"to\": \"2026-11-22T08:10:00Z\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("backfill.no-fire-times");
    }

    @Test
    void answers404ToAnUnknownJob() throws Exception {
        var answer = api.post("/api/v1/jobs/nobody/backfill", HOUR);

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void theSameKeyAnswersWithTheSameBackfillWithoutAskingTheEngine() throws Exception {
        keyed(HOUR);
        Command.StartBackfill first = (Command.StartBackfill) api.gate.last();
        api.store.backfills.add(backfill(first.requestHash()));

        var again = keyed(HOUR.replace("\", \"", "\",  \""));
        var other = keyed(HOUR.replace("}", ", \"maxConcurrent\": 2}"));

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text("code")).isEqualTo("idempotency-key.reused");
        assertThat(api.gate.commands).hasSize(1);
    }

    @Test
    void showsHowFarABackfillHasCome() throws Exception {
        api.store.backfills.add(backfill(null));

        var answer = api.get("/api/v1/backfills/4");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":4,\"job\":\"report\",\"from\":\"2026-11-22T08:00:00Z\","
                        + "\"to\":\"2026-11-22T09:00:00Z\",\"maxConcurrent\":1,\"status\":\"running\",\"fireTimes\":6,"
                        + "\"made\":2,\"createdAt\":\"2026-11-22T10:00:00Z\",\"finishedAt\":null,"
                        + "\"executions\":{\"success\":2}}");
    }

    @Test
    void listsTheBackfillsOfAJob() throws Exception {
        api.store.backfills.add(backfill(null));

        var answer = api.get("/api/v1/jobs/report/backfills");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"items\":[{\"id\":4,").contains("\"total\":1");
    }

    @Test
    void cancels() throws Exception {
        api.store.backfills.add(backfill(null));
        api.gate.replies(new Reply.BackfillStands(backfill(null).ended(BackfillStatus.CANCELLED, Samples.NOW), false));

        var answer = api.post("/api/v1/backfills/4/cancel");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("cancelled");
        assertThat(api.gate.last()).isEqualTo(new Command.CancelBackfill(4));
    }

    @Test
    void answers404ToAnUnknownBackfill() throws Exception {
        assertThat(api.get("/api/v1/backfills/5").status()).isEqualTo(404);
        assertThat(api.get("/api/v1/backfills/first").text("code")).isEqualTo("backfill.unknown");
    }

    private ApiFixture.Answer keyed(String body) throws Exception {
        return api.send(api.request(BEGIN)
                .header("Idempotency-Key", "monday")
                .post(RequestBody.create(body, MediaType.get("application/json"))));
    }

    private static Backfill backfill(@Nullable String requestHash) {
        return new Backfill(
                4,
                new JobId(7),
                "report",
                Instant.parse("2026-11-22T08:00:00Z"),
                Instant.parse("2026-11-22T09:00:00Z"),
                1,
                null,
                requestHash == null ? null : "monday",
                requestHash,
                6,
                2,
                Instant.parse("2026-11-22T08:10:00Z"),
                BackfillStatus.RUNNING,
                Samples.NOW,
                null);
    }
}
