package io.jobflow.scheduler.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {

    private static final String JOBS = "/api/v1/jobs";

    private @Nullable ApiFixture api;

    @AfterEach
    void stop() {
        if (api != null) {
            api.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:7070", "127.0.0.1:80", "127.9.9.9", "[::1]:7070"})
    void servesLoopbackHostsWithoutAToken(String host) throws Exception {
        ApiFixture local = start(null);

        assertThat(local.send(local.request(JOBS).header("Host", host)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:7070", "10.0.0.1", "[::2]"})
    void refusesOtherHostsWithoutAToken(String host) throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request("/metrics").header("Host", host));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("request.host");
        assertThat(answer.text("value")).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://localhost:3000"})
    void refusesForeignOriginsWithoutAToken(String origin) throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request(JOBS).header("Origin", origin));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text("code")).isEqualTo("request.origin");
    }

    @Test
    void servesItsOwnOrigin() throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request(JOBS).header("Origin", "http://127.0.0.1:" + local.port()));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void asksForTheTokenThatIsSet() throws Exception {
        ApiFixture guarded = start("s3cret");

        var without = guarded.get(JOBS);
        var wrong = guarded.send(guarded.request(JOBS).header("Authorization", "Bearer s3cre"));
        var right = guarded.send(guarded.request(JOBS).header("Authorization", "Bearer s3cret"));

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(without.text("code")).isEqualTo("request.token");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).doesNotContain("s3cret");
        assertThat(right.status()).isEqualTo(200);
    }

    @Test
    void servesAnyHostWithTheToken() throws Exception {
        ApiFixture guarded = start("s3cret");

        var answer = guarded.send(guarded.request(JOBS)
                .header("Host", "jobs.example")
                .header("Origin", "https://jobs.example")
                .header("Authorization", "Bearer s3cret"));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void answersHealthWithoutTheTokenAndMetricsOnlyWithIt() throws Exception {
        ApiFixture guarded = start("s3cret");

        assertThat(guarded.get("/health/live").status()).isEqualTo(200);
        assertThat(guarded.get("/health/ready").status()).isEqualTo(200);
        assertThat(guarded.get("/metrics").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"})
    void refusesBodiesThatAreNotJson(String type) throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request(JOBS)
                .post(RequestBody.create("{}".getBytes(StandardCharsets.UTF_8), MediaType.get(type))));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text("expected")).isEqualTo("application/json");
    }

    @Test
    void refusesBodiesOfNoType() throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request(JOBS).post(RequestBody.create("{}".getBytes(StandardCharsets.UTF_8))));

        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void refusesBodiesOverOneMebibyte() throws Exception {
        ApiFixture local = start(null);

        var answer = local.post(JOBS, "\"" + "x".repeat(1024 * 1024) + "\"");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.text("code")).isEqualTo("body.too-large");
    }

    @Test
    void refusesStreamedBodiesOverOneMebibyte() throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request(JOBS).post(streamed(" ".repeat(2 * 1024 * 1024))));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void readsABodyOfOneMebibyte() throws Exception {
        ApiFixture local = start(null);

        var answer = local.post(JOBS, "{}" + " ".repeat(1024 * 1024 - 2));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("field.missing");
    }

    @Test
    void refusesABodyThatIsNotUtf8() throws Exception {
        ApiFixture local = start(null);

        var answer = local.send(local.request(JOBS)
                .post(RequestBody.create(new byte[] {'"', (byte) 0xC3, '"'}, MediaType.get("application/json"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("code")).isEqualTo("json.syntax");
    }

    private ApiFixture start(@Nullable String token) {
        ApiFixture started = new ApiFixture(token);
        api = started;
        return started;
    }

    private static RequestBody streamed(String text) {
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("application/json");
            }

            @Override
            public void writeTo(BufferedSink sink) throws java.io.IOException {
                sink.writeUtf8(text);
            }
        };
    }
}
