package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobflow.scheduler.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The real server on a free port, in front of a fake store and a fake gate, and a client to ask it. */
final class ApiFixture implements AutoCloseable {

    private static final MediaType JSON = MediaType.get("application/json");

    final FakeStore store = new FakeStore();
    final FakeGate gate = new FakeGate();
    volatile @Nullable String obstacle;

    private final ApiServer server;
    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .retryOnConnectionFailure(false)
            .build();

    ApiFixture() {
        this((String) null);
    }

    ApiFixture(@Nullable String token) {
        this(new HttpSettings("127.0.0.1", 0, token, null));
    }

    ApiFixture(HttpSettings settings) {
        ApiParts parts = new ApiParts(
                store,
                gate,
                new StoppedTime(),
                type -> "# page in " + type + "\n",
                () -> Optional.ofNullable(obstacle));
        server = ApiServer.start(settings, parts, Duration.ofMillis(300));
    }

    int port() {
        return server.port();
    }

    Answer get(String path) throws IOException {
        return send(request(path));
    }

    Answer post(String path, String json) throws IOException {
        return send(request(path).post(RequestBody.create(json, JSON)));
    }

    Answer post(String path) throws IOException {
        return send(request(path).post(RequestBody.create(new byte[0])));
    }

    Answer put(String path, String json) throws IOException {
        return send(request(path).put(RequestBody.create(json, JSON)));
    }

    Answer delete(String path) throws IOException {
        return send(request(path).delete());
    }

    Request.Builder request(String path) {
        return new Request.Builder().url(server.url() + path);
    }

    Answer send(Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            return new Answer(
                    response.code(), response.headers(), response.body().string());
        }
    }

    @Override
    public void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
        server.close();
    }

    /** What came back. */
    record Answer(int status, okhttp3.Headers headers, String body) {

        JsonNode json() throws IOException {
            return new JsonMapper().readTree(body);
        }

        String text(String field) throws IOException {
            return json().path(field).asText();
        }

        @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    private static final class StoppedTime implements TimeSource {

        @Override
        public Instant now() {
            return Samples.NOW;
        }

        @Override
        public long nanos() {
            return 0;
        }
    }
}
