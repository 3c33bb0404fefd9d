package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class RequestSignerTest {

    private final RequestSigner signer = new RequestSigner("schlüssel", new FixedTime(Requests.NOON));
    private final byte[] body = "{\"region\":\"é\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void signsWhatTheProtocolNames() throws Exception {
        Headers headers = ProtocolHeaders.of(Requests.to("http://localhost:1"), "00-whatever", null);

        Headers signed = signer.sign("POST", "/internal/job/report?dry=1", headers, body);

        String canonical = "POST\n/internal/job/report?dry=1\n"
                + "x-trace-id:0af7651916cd43dd8448eb211c80319c\n"
                + "x-jobflow-job:report\n"
                + "x-jobflow-execution:" + Requests.EXECUTION + "\n"
                + "x-jobflow-attempt:2\n"
                + "x-jobflow-fire-time:2026-03-01T12:00:00Z\n"
                + "x-jobflow-deadline:2026-03-01T12:00:20.005Z\n"
                + "x-shard-index:0\nx-shard-total:1\nx-start-id:\nx-end-id:\n"
                + "x-lock-key:report/0\nx-jobflow-fencing-token:77\nx-jobflow-lease-millis:20000\n"
                + "x-jobflow-callback:\n"
                + "x-jobflow-timestamp:1772366400000\n"
                + "x-jobflow-nonce:" + signed.get("X-JobFlow-Nonce") + "\n"
                + hex(MessageDigest.getInstance("SHA-256").digest(body));
        assertThat(signed.get("X-JobFlow-Signature")).isEqualTo(hmac(canonical));
    }

    @Test
    void signsTheExampleOfTheProtocolsText() {
        Headers headers = new Headers.Builder()
                .add("X-Trace-Id", "4bf92f3577b34da6a3ce929d0e0e4736")
                .add("X-JobFlow-Job", "order-sync")
                .add("X-JobFlow-Execution", "1jzq9w4h0c7vk")
                .add("X-JobFlow-Attempt", "1")
                .add("X-JobFlow-Fire-Time", "2026-03-01T02:00:00Z")
                .add("X-JobFlow-Deadline", "2026-03-01T02:05:00Z")
                .add("X-Shard-Index", "0")
                .add("X-Shard-Total", "1")
                .add("X-Lock-Key", "order-sync/0")
                .add("X-JobFlow-Fencing-Token", "17")
                .add("X-JobFlow-Lease-Millis", "300000")
                .add("X-JobFlow-Timestamp", "1772330400000")
                .add("X-JobFlow-Nonce", "000102030405060708090a0b0c0d0e0f")
                .build();
        byte[] example = "{\"batchSize\":500}".getBytes(StandardCharsets.UTF_8);

        String signature = new RequestSigner("a-secret-of-the-house", new FixedTime(Requests.NOON))
                .signature("POST", "/internal/job/order-sync", headers, example);

        assertThat(signature).isEqualTo("82305d220a4df3db1e2a12b98e001f30fe87d3b786b086066b48f2936810f175");
    }

    @Test
    void leavesTheOtherHeadersAlone() {
        Headers headers = ProtocolHeaders.of(Requests.to("http://localhost:1"), "00-whatever", null);

        Headers signed = signer.sign("POST", "/", headers, body);

        assertThat(signed.newBuilder()
                        .removeAll("X-JobFlow-Timestamp")
                        .removeAll("X-JobFlow-Nonce")
                        .removeAll("X-JobFlow-Signature")
                        .build())
                .isEqualTo(headers);
    }

    @Test
    void usesANonceOnce() {
        Headers headers = new Headers.Builder().build();

        Headers first = signer.sign("POST", "/", headers, body);
        Headers second = signer.sign("POST", "/", headers, body);

        assertThat(first.get("X-JobFlow-Nonce")).hasSize(32).isNotEqualTo(second.get("X-JobFlow-Nonce"));
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("schlüssel".getBytes(StandardCharsets.UTF_8), "any"));
        return hex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String hex(byte[] bytes) {
        return String.format("%064x", new BigInteger(1, bytes));
    }
}
