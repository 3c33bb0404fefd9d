package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.job.FieldProblem;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobJson;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsResourceTest {

    private static final String JOBS = "/api/v1/jobs";

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void createsAJob() throws Exception {
        api.gate.replies(new Reply.JobSaved(Samples.job("report"), true));

        var answer = api.post(JOBS, Samples.jobJson("report"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/jobs/report");
        assertThat(answer.text("version")).isEqualTo("3");
        assertThat(api.gate.last()).isEqualTo(new Command.CreateJob(JobJson.read(Samples.jobJson("report"))));
    }

    @Test
    void refusesToCreateAJobThatExists() throws Exception {
        api.gate.replies(new Reply.Conflict("job.exists", "Job \"report\" exists; use PUT to replace it."));

        var answer = api.post(JOBS, Samples.jobJson("report"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("job.exists");
        assertThat(answer.text("field")).isEqualTo("name");
        assertThat(answer.text("value")).isEqualTo("report");
        assertThat(answer.text("detail")).isEqualTo("Job \"report\" exists; use PUT to replace it.");
    }

    @Test
    void answersBadFieldsWithAProblemThatNamesThem() throws Exception {
        var answer = api.post(JOBS, "{\"name\": \"report\", \"timeout\": \"soon\", \"retries\": 3}");

        JsonNode problem = answer.json();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.fieldNames())
                .toIterable()
                .containsExactly("type", "title", "status", "detail", "code", "field", "value", "expected", "problems");
        assertThat(problem.path("type").asText()).isEqualTo("urn:jobflow:problem:field.unknown");
        assertThat(problem.path("status").asInt()).isEqualTo(400);
        assertThat(problem.path("field").asText()).isEqualTo("retries");
        assertThat(problem.path("problems").findValuesAsText("field"))
                .containsExactly("retries", "schedule", "target", "timeout");
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void answersWhatTheEngineRefusesAsABadField() throws Exception {
        api.gate.replies(new Reply.Refused(new FieldProblem(
                FieldProblem.NEVER_FIRES, "schedule.at", "2026-11-22T09:59:59Z", "an instant in the future", "Past.")));

        var answer = api.put(
                JOBS + "/once",
                "{\"schedule\": {\"at\": \"2026-11-22T09:59:59Z\"}, \"target\": {\"service\": \"a\", \"path\": \"/x\"}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("schedule.never-fires");
        assertThat(answer.text("field")).isEqualTo("schedule.at");
        assertThat(answer.text("detail")).isEqualTo("Past.");
    }

    @Test
    void replacesAJobAndTakesItsNameFromTheAddress() throws Exception {
        Job job = Samples.job("report");
        api.store.jobs.put("report", job);
        api.gate.replies(new Reply.JobSaved(job, false));
        String shown = api.get(JOBS + "/report").body();

        var answer = api.put(JOBS + "/report", shown);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(api.gate.last()).isEqualTo(new Command.PutJob(job.definition()));
    }

    @Test
    void createsByPutWith201() throws Exception {
        api.gate.replies(new Reply.JobSaved(Samples.job("report"), true));

        var answer = api.put(JOBS + "/report", Samples.jobJson("report"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/api/v1/jobs/report");
    }

    @Test
    void showsAJobWithEveryDefaultAndWhereItStands() throws Exception {
        api.store.jobs.put("report", Samples.job("report"));

        JsonNode job = api.get(JOBS + "/report").json();

        assertThat(job.path("misfire").path("threshold").asText()).isEqualTo("60s");
        assertThat(job.path("createdAt").asText()).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(job.path("updatedAt").asText()).isEqualTo("2026-11-22T10:00:01Z");
        assertThat(job.path("nextFire").asText()).isEqualTo("2026-11-22T10:00:30Z");
    }

    @Test
    void listsJobsPageByPage() throws Exception {
        for (String name : new String[] {"a", "b", "c"}) {
            api.store.jobs.put(name, Samples.job(name));
        }

        JsonNode page = api.get(JOBS + "?page=1&size=2").json();

        assertThat(page.path("items").findValuesAsText("name")).containsExactly("c");
        assertThat(page.path("page").asInt()).isEqualTo(1);
        assertThat(page.path("size").asInt()).isEqualTo(2);
        assertThat(page.path("total").asInt()).isEqualTo(3);
    }

    @Test
    void answersAnEmptyListWithItemsAll() throws Exception {
        var answer = api.get(JOBS);

        assertThat(answer.body()).isEqualTo("{\"items\":[],\"page\":0,\"size\":50,\"total\":0}");
    }

    @Test
    void refusesAPageSizeOutOfBounds() throws Exception {
        var answer = api.get(JOBS + "?size=501");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("size");
        assertThat(answer.text("value")).isEqualTo("501");
        assertThat(answer.text("expected")).isEqualTo("a whole number from 1 to 500");
    }

    @Test
    void refusesAnUnknownQueryParameter() throws Exception {
        var answer = api.get(JOBS + "?sise=5");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).endsWith("did you mean size?");
    }

    @Test
    void deletesAJob() throws Exception {
        api.gate.replies(new Reply.JobDeleted("report"));

        var answer = api.delete(JOBS + "/report");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(api.gate.last()).isEqualTo(new Command.DeleteJob("report"));
    }

    @Test
    void answersAnUnknownJobWith404() throws Exception {
        api.gate.replies(new Reply.NoSuchJob("report"));

        assertThat(api.get(JOBS + "/report").text("code")).isEqualTo("job.unknown");
        assertThat(api.delete(JOBS + "/report").status()).isEqualTo(404);
        assertThat(api.post(JOBS + "/report/enable").status()).isEqualTo(404);
    }

    @Test
    void answersANameOfImpossibleFormWith404() throws Exception {
        assertThat(api.get(JOBS + "/No!").text("code")).isEqualTo("job.unknown");
        assertThat(api.get(JOBS + "/a%2Fb").status()).isEqualTo(404);
        assertThat(api.get(JOBS + "/%2e%2e").status()).isEqualTo(404);
        assertThat(api.put(JOBS + "/-x", Samples.jobJson("x")).status()).isEqualTo(404);
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void enablesAndDisables() throws Exception {
        api.gate.replies(new Reply.JobSaved(Samples.job("report"), false));

        int enabled = api.post(JOBS + "/report/enable").status();
        int disabled = api.post(JOBS + "/report/disable", "{}").status();

        assertThat(enabled).isEqualTo(200);
        assertThat(disabled).isEqualTo(200);
        assertThat(api.gate.commands)
                .containsExactly(new Command.EnableJob("report", true), new Command.EnableJob("report", false));
    }

    @Test
    void refusesFieldsWhereABodyHasNone() throws Exception {
        var answer = api.post(JOBS + "/report/enable", "{\"force\": true}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("force");
    }

    @Test
    void answers503WhenTheEngineDoesNotAnswer() throws Exception {
        api.gate.answer = command -> new CompletableFuture<>();

        var answer = api.delete(JOBS + "/report");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("engine.slow");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    @Test
    void answers503WhenTheEngineIsFull() throws Exception {
        api.gate.answer = command -> CompletableFuture.failedFuture(new RejectedExecutionException());

        var answer = api.delete(JOBS + "/report");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("engine.busy");
    }
}
