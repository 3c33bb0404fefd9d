package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.CallbackAddresses;
import io.jobflow.scheduler.dispatch.CallbackSecrets;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.Target;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbacksResourceTest {

    private static final String DONE = "{\"status\":\"SUCCESS\",\"message\":\"42 rows\",\"checkpoint\":{\"row\":42}}";
    private static final Execution EXECUTION = Samples.failedExecution();
    private static final Attempt ATTEMPT = EXECUTION.shard(0).attempts().get(0);

    private final ApiFixture api =
            new ApiFixture(new HttpSettings("127.0.0.1", 0, "s3cret", "https://jobs.example:8443"));
    private final String address = address();

    @BeforeEach
    void prepare() {
        api.store.executions.add(EXECUTION);
        api.gate.replies(new Reply.Reported(ATTEMPT, true));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void takesAReportWithoutTheTokenByTheSecretInItsAddress() throws Exception {
        var answer = api.post(address, DONE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("executionId")).isEqualTo(Samples.ID.toString());
        assertThat(answer.text("status")).isEqualTo("failure");
        assertThat(api.gate.last())
                .isEqualTo(new Command.Report(
                        EXECUTION, 0, 1, new Outcome(JobResult.SUCCESS, null, "42 rows", "{\"row\":42}", false, null)));
    }

    @Test
    void passesTheClassOfAnErrorOn() throws Exception {
        api.post(address, "{\"status\":\"FAILED\",\"error\":\"java.io.IOException\",\"later\":1}");

        Outcome outcome = ((Command.Report) api.gate.last()).outcome();
        assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
        assertThat(outcome.error()).isEqualTo("java.io.IOException");
        assertThat(outcome.retryable()).isTrue();
    }

    @Test
    void saysWhatIsRecordedWhenAnotherWordCameFirst() throws Exception {
        api.gate.replies(new Reply.Reported(ATTEMPT, false));

        var answer = api.post(address, DONE);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("attempt.ended");
        assertThat(answer.text("value")).isEqualTo("success");
        assertThat(answer.text("expected")).isEqualTo("failure");
        assertThat(answer.text("detail")).contains("recorded as failure since 2026-11-22T10:00:00.105Z");
    }

    @Test
    void readsTheExecutionAgainWhenItHasJustChanged() throws Exception {
        Iterator<Reply> replies = List.<Reply>of(
                        new Reply.Conflict("execution.changed", "It has changed."), new Reply.Reported(ATTEMPT, true))
                .iterator();
        api.gate.answer = command -> CompletableFuture.completedFuture(replies.next());

        assertThat(api.post(address, DONE).status()).isEqualTo(200);
        assertThat(api.gate.commands).hasSize(2);
    }

    @Test
    void refusesTheSecretOfAnotherAttempt() throws Exception {
        String other = address.substring(0, address.length() - 1) + (address.endsWith("A") ? "B" : "A");

        var answer = api.post(other, DONE);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("callback.secret");
        assertThat(answer.body()).doesNotContain(address.substring(address.length() - 40));
        assertThat(api.gate.commands).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/zzzzzzzzzzzzz/0/1/", "/nonsense/0/1/", "/%s/1/1/", "/%s/0/2/", "/%s/0/0/", "/%s/x/1/"})
    void answersWhatNeverWasWith404(String path) throws Exception {
        var answer = api.post(CallbackAddresses.PATH + path.formatted(Samples.ID) + "A".repeat(43), DONE);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("code")).isEqualTo("attempt.unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"status\":\"DONE\"}", "{\"status\":\"success\"}", "{\"status\":7}", "[]", "done", "{"})
    void refusesABodyThatNamesNoOutcome(String body) throws Exception {
        var answer = api.post(address, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        var answer = api.post(address, "{\"status\":\"SUCCESS\",\"message\":\"" + "x".repeat(64 * 1024) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("detail")).contains("64 KiB");
    }

    @Test
    void keepsAsMuchOfAMessageAsAnAnswerMayHave() throws Exception {
        api.post(address, "{\"status\":\"SUCCESS\",\"message\":\"" + "x".repeat(60_000) + "\"}");

        assertThat(((Command.Report) api.gate.last()).outcome().message()).hasSize(Outcome.MAX_MESSAGE);
    }

    @Test
    void asksForTheTokenForEverythingElseBelowThatPath() throws Exception {
        assertThat(api.get(CallbackAddresses.PATH).status()).isEqualTo(401);
        assertThat(api.post(CallbackAddresses.PATH + "/../jobs", "{}").status()).isEqualTo(401);
        assertThat(api.post(CallbackAddresses.PATH + "/a/b/c/%2e%2e", "{}").status())
                .isIn(400, 401);
        assertThat(api.get(address).status()).isEqualTo(405);
    }

    @Test
    void withoutATokenExecutorsMayComeByThePublicName() throws Exception {
        try (ApiFixture local = new ApiFixture(new HttpSettings("127.0.0.1", 0, null, "http://jobs.example:7070"))) {
            local.store.executions.add(EXECUTION);
            local.gate.replies(new Reply.Reported(ATTEMPT, true));

            var report = local.send(local.request(address)
                    .header("Host", "jobs.example:7070")
                    .post(okhttp3.RequestBody.create(DONE, okhttp3.MediaType.get("application/json"))));
            var elsewhere = local.send(local.request("/api/v1/jobs").header("Host", "jobs.example:7070"));
            var otherName = local.send(local.request(address)
                    .header("Host", "evil.example")
                    .post(okhttp3.RequestBody.create(DONE, okhttp3.MediaType.get("application/json"))));

            assertThat(report.status()).isEqualTo(200);
            assertThat(elsewhere.status()).isEqualTo(403);
            assertThat(otherName.status()).isEqualTo(403);
        }
    }

    private String address() {
        DispatchRequest request = new DispatchRequest(
                EXECUTION,
                EXECUTION.shard(0),
                ATTEMPT,
                new Instance("http://10.0.0.7:8080"),
                new Target(null, List.of("http://10.0.0.7:8080"), "sync", "/sync", RoutingPolicy.FIRST),
                Duration.ofSeconds(1));
        return new CallbackAddresses("", new CallbackSecrets(api.store.callbackKey())).of(request);
    }
}
