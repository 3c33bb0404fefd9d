package io.jobflow.benchmarks.compare;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** The work of a job of the schedulers that run their jobs' code themselves. Safe for use by many threads. */
final class Post {

    private static final RequestBody EMPTY = RequestBody.create("{}", MediaType.get("application/json"));

    private final String url;
    private final Lateness sent;
    private final AtomicInteger answered = new AtomicInteger();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(256, 30, TimeUnit.SECONDS))
            .build();

    Post(String url, Lateness sent) {
        this.url = url;
        this.sent = sent;
    }

    /** Sends one request and waits for its answer. */
    void send(Instant fireTime) throws IOException {
        Request request = new Request.Builder()
                .url(url + "/internal/job/report")
                .header(NoOpServer.FIRE_TIME, fireTime.toString())
                .post(EMPTY)
                .build();
        sent.record(fireTime.toEpochMilli());
        try (Response response = client.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new IOException("the no-op server answered " + response.code());
            }
        }
        answered.incrementAndGet();
    }

    int answered() {
        return answered.get();
    }
}
