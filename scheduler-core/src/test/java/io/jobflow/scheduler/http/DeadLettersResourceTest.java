package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.store.DeadLetterFilter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersResourceTest {

    private static final String LETTERS = "/api/v1/dead-letters";
    private static final Execution FAILED = Samples.failedExecution();
    private static final Reopening.Ask REDRIVE = new Reopening.Ask(Reopening.Kind.REDRIVE, false, null);

    private final ApiFixture api = new ApiFixture();

    @BeforeEach
    void prepare() {
        api.store.executions.add(FAILED);
        api.store.deadLetters.add(Samples.deadLetter());
        api.gate.replies(new Reply.Executed(FAILED.reopened(Samples.EXHAUSTED), false));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void filters() throws Exception {
        var answer = api.get(LETTERS + "?job=report&reason=attempts.exhausted&from=2026-11-22T08:00:00Z"
                + "&to=2026-11-22T19:00:00%2B08:00&page=0&size=5");

        assertThat(answer.json().path("total").asInt()).isEqualTo(1);
        assertThat(api.store.lastLetterFilter)
                .isEqualTo(new DeadLetterFilter(
                        "report",
                        "attempts.exhausted",
                        Instant.parse("2026-11-22T08:00:00Z"),
                        Instant.parse("2026-11-22T11:00:00Z")));
    }

    @Test
    void showsALetterWithItsExecution() throws Exception {
        api.store.reopenings.add(new Reopening(
                Samples.NOW,
                Reopening.Kind.REDRIVE,
                "00f067aa0ba902b7",
                List.of(new Reopening.Continued(0, 1)),
                "{\"day\":1}",
                "{\"day\":2}"));

        var answer = api.get(LETTERS + "/4");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("id").asInt()).isEqualTo(4);
        assertThat(answer.json().at("/execution/shards/0/attempts/0/message").asText())
                .isEqualTo("no stock");
        assertThat(answer.json().at("/execution/params")).isEqualTo(new JsonMapper().readTree("{}"));
        assertThat(answer.json().at("/execution/reopenings/0")).isEqualTo(new JsonMapper().readTree("""
                        {"at": "2026-11-22T10:00:00Z", "kind": "redrive", "continues": [{"shard": 0, "attempt": 1}],
                         "paramsChanged": true, "paramsBefore": {"day": 1}}
                        """));
    }

    @Test
    void redrivesWithOtherParameters() throws Exception {
        var answer = api.post(LETTERS + "/4/redrive", "{\"params\": {\"day\": 2}}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/shards/0/continuesAttempt").asInt()).isEqualTo(1);
        assertThat(api.gate.last())
                .isEqualTo(new Command.Reopen(FAILED, new Reopening.Ask(Reopening.Kind.REDRIVE, false, "{\"day\":2}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"param\": {}}", "{\"params\": [1]}", "[]", "{"})
    void refusesABodyThatIsNoEdit(String body) throws Exception {
        assertThat(api.post(LETTERS + "/4/redrive", body).status()).isEqualTo(400);
        assertThat(api.gate.commands).isEmpty();
    }

    @Test
    void discardsWithANote() throws Exception {
        api.gate.answer = command -> {
            Command.Discard discard = (Command.Discard) command;
            api.store.deadLetters.set(0, discard.letter().discarded(Samples.NOW, discard.note()));
            return CompletableFuture.completedFuture(new Reply.Discarded(4));
        };

        var answer = api.post(LETTERS + "/4/discard", "{\"note\": \"done by hand\"}");
        var again = api.post(LETTERS + "/4/discard");
        var redrive = api.post(LETTERS + "/4/redrive");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("discardedAt")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(answer.text("note")).isEqualTo("done by hand");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("code")).isEqualTo("dead-letter.discarded");
        assertThat(redrive.text("code")).isEqualTo("dead-letter.discarded");
        assertThat(api.get(LETTERS).json().path("total").asInt()).isZero();
    }

    @Test
    void redrivesManyByIdAndSaysWhatBecameOfEach() throws Exception {
        api.store.deadLetters.add(letter(5).redriven(Samples.NOW));
        api.store.deadLetters.add(letter(6));
        api.gate.answer = command -> CompletableFuture.completedFuture(
                api.gate.commands.size() == 1
                        ? new Reply.Executed(FAILED, false)
                        : new Reply.Conflict("execution.not-final", "It is not final yet."));

        var answer = api.post(LETTERS + "/redrive", "{\"ids\": [4, 5, 6, 99]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("redriven").asInt()).isEqualTo(1);
        assertThat(answer.json().path("refused").asInt()).isEqualTo(3);
        assertThat(answer.json().path("left").asInt()).isEqualTo(1);
        assertThat(answer.json().path("items").findValuesAsText("result"))
                .containsExactly("redriven", "refused", "refused", "refused");
        assertThat(answer.json().path("items").findValuesAsText("code"))
                .containsExactly("dead-letter.redriven", "execution.not-final", "dead-letter.unknown");
        assertThat(api.gate.commands)
                .containsExactly(new Command.Reopen(FAILED, REDRIVE), new Command.Reopen(FAILED, REDRIVE));
    }

    @Test
    void redrivesWhatMatchesAFilterAndSaysHowManyAreLeft() throws Exception {
        for (int id = 5; id <= 10; id++) {
            api.store.deadLetters.add(letter(id));
        }

        var answer = api.post(LETTERS + "/redrive", "{\"job\": \"report\", \"limit\": 3}");

        assertThat(answer.json().path("redriven").asInt()).isEqualTo(3);
        assertThat(answer.json().path("left").asInt()).isEqualTo(4);
        assertThat(api.store.lastLetterFilter).isEqualTo(new DeadLetterFilter("report", null, null, null));
    }

    @Test
    void oneSlowReplyHoldsTheAnswerUpForNoLongerThanAnyWould() throws Exception {
        api.store.deadLetters.add(letter(5));
        api.gate.answer = command -> new CompletableFuture<>();

        var answer = api.post(LETTERS + "/redrive", "{\"ids\": [4, 5]}");

        assertThat(answer.json().path("items").findValuesAsText("code")).containsExactly("engine.slow", "engine.slow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ids\": [4], \"job\": \"report\"}",
                "{\"ids\": []}",
                "{\"ids\": [4, 4]}",
                "{\"ids\": [0]}",
                "{\"ids\": [\"4\"]}",
                "{\"limit\": 501}",
                "{\"from\": \"yesterday\"}",
                "{\"id\": [4]}"
            })
    void refusesToGuessWhichLettersAreMeant(String body) throws Exception {
        assertThat(api.post(LETTERS + "/redrive", body).status()).isEqualTo(400);
        assertThat(api.gate.commands).isEmpty();
    }

    private static DeadLetter letter(long id) {
        return DeadLetter.waiting(id, Samples.failedExecution(), Samples.EXHAUSTED, Samples.NOW.plusMillis(105));
    }
}
