package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackAddressesTest {

    private final CallbackSecrets secrets = new CallbackSecrets(new byte[] {1, 2, 3});
    private final DispatchRequest request = Requests.to("http://localhost:1");

    @Test
    void namesTheAttemptAndItsSecret() {
        String address = new CallbackAddresses("https://jobs.example/flow/", secrets).of(request);

        assertThat(address)
                .matches("https://jobs\\.example/flow/api/v1/callbacks/" + Requests.EXECUTION + "/0/2/[\\w-]{43}");
        String secret = address.substring(address.lastIndexOf('/') + 1);
        assertThat(secrets.isOf(Requests.EXECUTION, 0, request.attempt(), secret))
                .isTrue();
    }

    @Test
    void theSecretOfOneAttemptIsNoOthers() {
        Attempt attempt = attempt(2, 77);
        String secret = secrets.of(Requests.EXECUTION, 0, attempt);

        assertThat(List.of(
                        secrets.isOf(new ExecutionId(99), 0, attempt, secret),
                        secrets.isOf(Requests.EXECUTION, 1, attempt, secret),
                        secrets.isOf(Requests.EXECUTION, 0, attempt(3, 77), secret),
                        secrets.isOf(Requests.EXECUTION, 0, attempt(2, 78), secret),
                        secrets.isOf(Requests.EXECUTION, 0, attempt, secret + "a"),
                        new CallbackSecrets(new byte[] {1, 2, 4}).isOf(Requests.EXECUTION, 0, attempt, secret)))
                .containsOnly(false);
    }

    @Test
    void standsInTheHeadersWithTheCheckpoint() {
        DispatchRequest resumed = new DispatchRequest(
                request.execution(),
                request.shard().settled(attempt(2, 77), request.shard().status(), null, "row 9"),
                request.attempt(),
                request.instance(),
                request.target(),
                request.timeout());

        String headers = ProtocolHeaders.of(resumed, "00-x", "http://jobs/1").toString();

        assertThat(headers).contains("X-JobFlow-Callback: http://jobs/1\nX-JobFlow-Checkpoint: row%209\n");
    }

    private static Attempt attempt(int number, long token) {
        return Attempt.starting(
                number,
                "http://localhost:1",
                new FencingToken(token),
                Requests.SPAN_ID,
                Requests.NOON,
                Requests.NOON.plusSeconds(20));
    }
}
