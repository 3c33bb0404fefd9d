package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.store.ExecutionFilter;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionsResourceTest {

    private static final String EXECUTION = "/api/v1/executions/";
    private static final String OF_REPORT = "/api/v1/jobs/report/executions";
    private static final String DEAD_LETTERS = "/api/v1/dead-letters";

    private final ApiFixture api = new ApiFixture();

    @BeforeEach
    void prepare() {
        api.store.executions.add(Samples.failedExecution());
        api.store.deadLetters.add(Samples.deadLetter());
        api.gate.replies(new Reply.Executed(Samples.failedExecution().reopened(Samples.EXHAUSTED), false));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsWhatIsPlannedAsRunningOnceItsTimeHasCome() throws Exception {
        Execution failed = Samples.failedExecution();
        api.store.executions.clear();
        api.store.executions.add(failed.planned(Samples.NOW.plusSeconds(3_600), Samples.EXHAUSTED));
        String before = api.get(EXECUTION + Samples.TRACE_ID).body();
        api.store.executions.clear();
        api.store.executions.add(failed.planned(Samples.NOW.minusSeconds(1), Samples.EXHAUSTED));

        String after = api.get(EXECUTION + Samples.TRACE_ID).body();

        assertThat(before).contains("\"status\":\"planned\"", "\"attempts\":[]", "\"startedAt\":null");
        assertThat(after).contains("\"status\":\"running\"", "\"number\":1", "\"reason\":null");
    }

    @Test
    void showsAnExecutionWithItsShardsAndAttempts() throws Exception {
        var answer = api.get(EXECUTION + Samples.TRACE_ID);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(new JsonMapper().readTree("""
                                        {"id": "%s", "traceId": "0af7651916cd43dd8448eb211c80319c", "job": "report",
                                         "jobVersion": 3, "fireTime": "2026-11-22T10:00:00Z", "trigger": "schedule",
                                         "status": "failure", "createdAt": "2026-11-22T10:00:00.001Z",
                                         "startedAt": "2026-11-22T10:00:00.005Z",
                                         "finishedAt": "2026-11-22T10:00:00.105Z",
                                         "reason": {"code": "attempts.exhausted", "sentence": "No attempt is left."},
                                         "shards": [{"index": 0, "total": 1, "startId": 1, "endId": 100,
                                           "status": "failure", "checkpoint": "row 17", "continuesAttempt": null,
                                           "attempts": [{"number": 1, "instance": "http://10.0.0.7:8080",
                                             "fencingToken": 1099511627781, "status": "failure",
                                             "startedAt": "2026-11-22T10:00:00.005Z",
                                             "finishedAt": "2026-11-22T10:00:00.105Z", "httpStatus": 500,
                                             "message": "no stock", "error": null}]}], "params": {}, "reopenings": []}
                                        """.formatted(Samples.ID)));
    }

    @Test
    void findsAnExecutionByEitherId() throws Exception {
        assertThat(api.get(EXECUTION + Samples.ID).text("traceId")).isEqualTo(Samples.TRACE_ID);
        assertThat(api.get(EXECUTION + Samples.TRACE_ID.toUpperCase(Locale.ROOT))
                        .text("traceId"))
                .isEqualTo(Samples.TRACE_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "x", "zzzzzzzzzzzzz", "00000000000000000000000000000000", "a b", "a%2Fb", "é"})
    void answersIdsThatNothingHasWith404(String id) throws Exception {
        assertThat(api.get(EXECUTION + id).status()).isEqualTo(404);
    }

    @Test
    void filtersByStatusAndFireTime() throws Exception {
        var answer =
                api.get(OF_REPORT + "?status=failure,timeout&from=2026-11-22T08:00:00Z&to=2026-11-22T19:00:00%2B08:00");

        assertThat(answer.json().path("total").asInt()).isEqualTo(1);
        assertThat(api.store.lastFilter)
                .isEqualTo(new ExecutionFilter(
                        "report",
                        Set.of(ExecutionStatus.FAILURE, ExecutionStatus.TIMEOUT),
                        Instant.parse("2026-11-22T08:00:00Z"),
                        Instant.parse("2026-11-22T11:00:00Z"),
                        Samples.NOW));
    }

    @Test
    void refusesAnUnknownStatus() throws Exception {
        var answer = api.get(OF_REPORT + "?status=failed");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("status");
        assertThat(answer.text("expected")).contains("failure");
    }

    @Test
    void showsTheHistoryOfAJobThatIsGone() throws Exception {
        assertThat(api.get(OF_REPORT).json().path("items")).hasSize(1);
        assertThat(api.get(OF_REPORT + "?status=running").json().path("items")).isEmpty();
        assertThat(api.get("/api/v1/jobs/never-was/executions").status()).isEqualTo(404);
    }

    @Test
    void retries() throws Exception {
        var answer = api.post(EXECUTION + Samples.TRACE_ID + "/retry");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(api.gate.last()).isEqualTo(new Command.Reopen(Samples.failedExecution()));
    }

    @Test
    void retriesEveryShardWhenAskedTo() throws Exception {
        api.post(EXECUTION + Samples.ID + "/retry", "{\"shards\": \"all\"}");
        var other = api.post(EXECUTION + Samples.ID + "/retry", "{\"shards\": \"every\"}");

        assertThat(api.gate.commands)
                .containsExactly(new Command.Reopen(
                        Samples.failedExecution(), new Reopening.Ask(Reopening.Kind.RETRY, true, null)));
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.text("expected")).isEqualTo("one of failed, all");
    }

    @Test
    void cancels() throws Exception {
        api.gate.replies(new Reply.Conflict("execution.final", "It has ended."));

        var answer = api.post(EXECUTION + Samples.ID + "/cancel");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(api.gate.last()).isEqualTo(new Command.Cancel(Samples.failedExecution()));
    }

    @Test
    void listsDeadLetters() throws Exception {
        var answer = api.get(DEAD_LETTERS);

        assertThat(answer.json().path("items").get(0)).isEqualTo(new JsonMapper().readTree("""
                                        {"id": 4, "executionId": "%s", "traceId": "0af7651916cd43dd8448eb211c80319c",
                                         "job": "report",
                                         "reason": {"code": "attempts.exhausted", "sentence": "No attempt is left."},
                                         "createdAt": "2026-11-22T10:00:00.105Z", "redrivenAt": null, "discardedAt": null,
                                         "note": null}
                                        """.formatted(Samples.ID)));
    }

    @Test
    void redrivesADeadLetter() throws Exception {
        var answer = api.post(DEAD_LETTERS + "/4/redrive");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("id")).isEqualTo(Samples.ID.toString());
        assertThat(api.gate.last())
                .isEqualTo(new Command.Reopen(
                        Samples.failedExecution(), new Reopening.Ask(Reopening.Kind.REDRIVE, false, null)));
    }

    @Test
    void redrivesADeadLetterOnce() throws Exception {
        api.store.deadLetters.set(0, Samples.deadLetter().redriven(Samples.NOW));

        var answer = api.post(DEAD_LETTERS + "/4/redrive");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("dead-letter.redriven");
        assertThat(api.gate.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "0", "-1", "x", "99999999999999999999"})
    void answersUnknownDeadLettersWith404(String id) throws Exception {
        assertThat(api.post(DEAD_LETTERS + "/" + id + "/redrive").text("code")).isEqualTo("dead-letter.unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B999999999-12-31T23:59:59Z", "-0001-01-01T00:00:00Z"})
    void refusesInstantsOutOfBounds(String instant) throws Exception {
        var from = api.get(OF_REPORT + "?from=" + instant);
        var to = api.get(OF_REPORT + "?to=" + instant);

        assertThat(from.status()).isEqualTo(400);
        assertThat(from.text("field")).isEqualTo("from");
        assertThat(from.text("value")).isEqualTo(instant.replace("%2B", "+"));
        assertThat(from.text("expected")).contains("in the years 1970 to 9999");
        assertThat(to.status()).isEqualTo(400);
        assertThat(to.text("field")).isEqualTo("to");
    }
}
