package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Trigger;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TriggerResourceTest {

    private static final String TRIGGER = "/api/v1/jobs/report/trigger";

    private final ApiFixture api = new ApiFixture();

    @BeforeEach
    void prepare() {
        api.gate.replies(new Reply.Executed(Samples.failedExecution(), false));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void answersWithTheExecutionAndItsTrace() throws Exception {
        var answer = api.post(TRIGGER);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"executionId\":\"" + Samples.ID + "\",\"traceId\":\"" + Samples.TRACE_ID + "\"}");
        assertThat(answer.header("Location")).isEqualTo("/api/v1/executions/" + Samples.ID);
        assertThat(api.gate.last()).isEqualTo(new Command.TriggerJob("report", Trigger.API, null, null, null));
    }

    @Test
    void passesOnParameters() throws Exception {
        api.post(TRIGGER, "{\"params\": {\"day\": \"2026-11-22\", \"rate\": 1.10}}");

        assertThat(((Command.TriggerJob) api.gate.last()).params()).isEqualTo("{\"day\":\"2026-11-22\",\"rate\":1.10}");
    }

    @Test
    void hashesBodiesOfOneMeaningAlike() throws Exception {
        String first = hashOf("{\"params\": {\"a\": 1}}");
        String spaced = hashOf("{ \"params\" : { \"a\" : 1 } }");
        String other = hashOf("{\"params\": {\"a\": 2}}");

        assertThat(first).hasSize(64).isEqualTo(spaced).isNotEqualTo(other);
    }

    @Test
    void marksAnAnswerThatRepeatsAnEarlierOne() throws Exception {
        api.gate.replies(new Reply.Executed(Samples.failedExecution(), true));

        var answer = api.post(TRIGGER);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void answers409ToAKeyWithAnotherBody() throws Exception {
        api.gate.replies(new Reply.Conflict("idempotency-key.reused", "The key was used with another body."));

        var answer = api.send(
                api.request(TRIGGER).header("Idempotency-Key", "monday").post(RequestBody.create(new byte[0])));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("idempotency-key.reused");
        assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
        assertThat(answer.text("value")).isEqualTo("monday");
    }

    @Test
    void refusesAKeyThatIsTooLong() throws Exception {
        var answer = api.send(
                api.request(TRIGGER).header("Idempotency-Key", "k".repeat(201)).post(RequestBody.create(new byte[0])));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("Idempotency-Key");
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void namesTheCharacterOfAKeyThatIsNotAscii() throws Exception {
        Headers headers = new Headers.Builder()
                .addUnsafeNonAscii("Idempotency-Key", "caf\u00e9")
                .build();

        var answer = api.send(api.request(TRIGGER).headers(headers).post(RequestBody.create(new byte[0])));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail"))
                .matches("Header Idempotency-Key has the character U\\+[0-9A-F]{4} at position 4"
                        + " \\(expected 1-200 visible ASCII characters or spaces\\)\\.");
    }

    @Test
    void refusesAnEmptyKey() throws Exception {
        var answer = api.send(api.request(TRIGGER).header("Idempotency-Key", "").post(RequestBody.create(new byte[0])));

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void refusesUnknownFields() throws Exception {
        var answer = api.post(TRIGGER, "{\"param\": {}}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).endsWith("did you mean params?");
    }

    private String hashOf(String body) throws Exception {
        api.send(api.request(TRIGGER)
                .header("Idempotency-Key", "monday")
                .post(RequestBody.create(body, MediaType.get("application/json; charset=utf-8"))));
        Command.TriggerJob command = (Command.TriggerJob) api.gate.last();
        assertThat(command.idempotencyKey()).isEqualTo("monday");
        return String.valueOf(command.requestHash());
    }
}
