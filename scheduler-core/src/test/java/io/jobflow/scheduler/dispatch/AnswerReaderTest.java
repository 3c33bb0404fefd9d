package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private final AnswerReader reader = new AnswerReader(new FixedTime(Requests.NOON));

    @ParameterizedTest
    @CsvSource({
        "200, SUCCESS, false",
        "201, SUCCESS, false",
        "204, SUCCESS, false",
        "299, SUCCESS, false",
        "301, FAILURE, false",
        "304, FAILURE, false",
        "400, FAILURE, false",
        "401, FAILURE, false",
        "404, FAILURE, false",
        "407, FAILURE, false",
        "408, FAILURE, true",
        "409, REJECTED, true",
        "421, FAILURE, false",
        "425, FAILURE, true",
        "429, REJECTED, true",
        "500, FAILURE, true",
        "502, FAILURE, true",
        "503, REJECTED, true",
        "504, FAILURE, true",
        "999, FAILURE, false"
    })
    void meansWhatTheProtocolSays(int status, JobResult result, boolean retryable) throws IOException {
        Outcome outcome = read(status, "");

        assertThat(outcome.result()).isEqualTo(result);
        assertThat(outcome.retryable()).isEqualTo(retryable);
        assertThat(outcome.httpStatus()).isEqualTo(status);
    }

    @Test
    void acceptsWithoutAnOutcome() throws IOException {
        Answer answer = reader.read(new AnswerHead(202, null, null), body("{\"status\":\"SUCCESS\"}"));

        assertThat(answer).isEqualTo(new Answer.Accepted());
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, SUCCESS, false", "FAILED, FAILURE, true", "SKIPPED, SKIPPED, false"})
    void takesTheResultFromTheBodyOfA200(String status, JobResult result, boolean retryable) throws IOException {
        Outcome outcome =
                read(200, "{\"status\":\"" + status + "\",\"message\":\"42 rows\",\"checkpoint\":\"row-42\"}");

        assertThat(outcome).isEqualTo(new Outcome(result, 200, "42 rows", "row-42", retryable, null));
    }

    @ParameterizedTest
    @CsvSource({"200", "404", "500", "503"})
    void takesTheClassOfTheErrorWhateverTheStatus(int status) throws IOException {
        Outcome outcome = read(status, "{\"status\":\"FAILED\",\"error\":\"java.net.ConnectException\"}");

        assertThat(outcome.error()).isEqualTo("java.net.ConnectException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Internal Server Error", "timeout", "", "java..net.X", "a/b"})
    void takesNoOtherTextForTheClassOfTheError(String error) throws IOException {
        Outcome outcome = read(500, "{\"error\":\"" + error + "\"}");

        assertThat(outcome.error()).isNull();
    }

    @Test
    void keepsTheCheckpointOfAFailureWhateverItsStatus() throws IOException {
        Outcome outcome = read(500, "{\"message\":\"no disk\",\"checkpoint\":{\"row\":7}}");

        assertThat(outcome.checkpoint()).isEqualTo("{\"row\":7}");
        assertThat(outcome.message()).isEqualTo("executor answered 500: no disk");
    }

    @Test
    void ignoresAStatusFieldBesideAnother2xx() throws IOException {
        Outcome outcome = read(201, "{\"status\":\"FAILED\"}");

        assertThat(outcome).isEqualTo(Outcome.success(201));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "<html></html>", "[1,2]", "\"FAILED\"", "{}", "{\"rows\":3}", "{\"status\":200}"})
    void takesA200ForSuccessWhenItsBodyNamesNoStatus(String body) throws IOException {
        Outcome outcome = read(200, body);

        assertThat(outcome).isEqualTo(Outcome.success(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DONE", "failed"})
    void saysThatAStatusIsUnknown(String status) throws IOException {
        Outcome outcome = read(200, "{\"status\":\"" + status + "\"}");

        assertThat(outcome.result()).isEqualTo(JobResult.SUCCESS);
        assertThat(outcome.message())
                .isEqualTo("the answer's status is \"" + status + "\" (expected SUCCESS, FAILED or SKIPPED);"
                        + " taken as success because of HTTP 200");
    }

    @Test
    void saysThatABodyIsBroken() throws IOException {
        Outcome outcome = read(200, "{rows: 3");

        assertThat(outcome.result()).isEqualTo(JobResult.SUCCESS);
        assertThat(outcome.message())
                .isEqualTo("the answer begins like JSON and is not; taken as success because of HTTP 200");
    }

    @Test
    void saysThatABodyIsTooLong() throws IOException {
        Outcome outcome = read(200, "{\"rows\":\"" + "x".repeat(70_000) + "\",\"status\":\"FAILED\"}");

        assertThat(outcome.result()).isEqualTo(JobResult.SUCCESS);
        assertThat(outcome.message())
                .isEqualTo("the answer names no status in its first 64 KiB; taken as success because of HTTP 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"FAILED\",\"rows\":\"%s\"}", "{\"status\":\"FAILED\", oops %s"})
    void believesAFailureThatStandsBeforeTheBreak(String body) throws IOException {
        Outcome outcome = read(200, body.formatted("x".repeat(70_000)));

        assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
    }

    @Test
    void keepsACheckpointThatIsAnObjectAsJson() throws IOException {
        Outcome outcome = read(200, "{\"checkpoint\":{\"page\":7,\"ids\":[1,2.50]},\"status\":\"FAILED\"}");

        assertThat(outcome.checkpoint()).isEqualTo("{\"page\":7,\"ids\":[1,2.50]}");
        assertThat(outcome.result()).isEqualTo(JobResult.FAILURE);
    }

    @Test
    void refusesACheckpointThatIsTooLong() throws IOException {
        Outcome outcome = read(200, "{\"status\":\"SUCCESS\",\"checkpoint\":\"" + "x".repeat(4_001) + "\"}");

        assertThat(outcome.checkpoint()).isNull();
        assertThat(outcome.message()).isEqualTo("the checkpoint of 4001 characters was not kept (at most 4000)");
    }

    @Test
    void stripsControlCharactersFromMessages() throws IOException {
        Outcome outcome = read(200, "{\"status\":\"FAILED\",\"message\":\"red \\u001b[31malert\\u0000\"}");

        assertThat(outcome.message()).isEqualTo("red  [31malert");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"message\":\"no disk\"}|executor answered 500: no disk",
                "{\"detail\":\"no disk\",\"status\":500}|executor answered 500: no disk",
                "{\"error\":\"Internal Server Error\"}|executor answered 500: Internal Server Error",
                "<html>stack trace</html>|executor answered 500"
            })
    void repeatsWhatAFailureSays(String body, String message) throws IOException {
        Outcome outcome = read(500, body);

        assertThat(outcome.message()).isEqualTo(message);
    }

    @Test
    void explainsARedirect() throws IOException {
        Outcome outcome = ended(new AnswerHead(302, null, "http://elsewhere/"), body(""));

        assertThat(outcome.message())
                .isEqualTo("executor answered 302 with Location \"http://elsewhere/\"; redirects are not followed,"
                        + " so let the job's target name the final address");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 429, 503})
    void passesOnTheWaitThatARejectionAsksFor(int status) throws IOException {
        Outcome outcome = ended(new AnswerHead(status, "7", null), body(""));

        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void doesNotTakeABodyThatBrokeOffForSuccess() {
        InputStream broken = new BrokenStream();

        assertThatThrownBy(() -> reader.read(new AnswerHead(200, null, null), broken))
                .isInstanceOf(IOException.class);
    }

    @Test
    void keepsTheStatusOfAFailureWhoseBodyBrokeOff() throws IOException {
        Outcome outcome = ended(new AnswerHead(400, null, null), new BrokenStream());

        assertThat(outcome.httpStatus()).isEqualTo(400);
        assertThat(outcome.retryable()).isFalse();
    }

    private Outcome read(int status, String body) throws IOException {
        return ended(new AnswerHead(status, null, null), body(body));
    }

    private Outcome ended(AnswerHead head, InputStream body) throws IOException {
        return ((Answer.Ended) reader.read(head, body)).outcome();
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class BrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }
    }
}
