package io.jobflow.agent.harness;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import okio.ByteString;
import org.awaitility.Awaitility;

/** An OTLP back end that speaks gRPC and keeps log lines; other signals are taken and forgotten. Safe for use by any thread. */
public final class GrpcReceiver implements AutoCloseable {

    private static final int FRAME_HEAD = 5;

    private final MockWebServer server = new MockWebServer();
    private final List<ReceivedLine> lines = new CopyOnWriteArrayList<>();

    public GrpcReceiver() {
        server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                take(request);
                return new MockResponse.Builder()
                        .addHeader("Content-Type", "application/grpc")
                        .trailers(Headers.of("grpc-status", "0"))
                        .body(new Buffer().write(new byte[FRAME_HEAD]))
                        .build();
            }
        });
        try {
            server.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void take(RecordedRequest request) {
        ByteString body = request.getBody();
        if (body == null || !request.getTarget().endsWith("LogsService/Export")) {
            return;
        }
        ByteBuffer frame = body.asByteBuffer();
        boolean zipped = frame.get() == 1;
        byte[] message = new byte[frame.getInt()];
        frame.get(message);
        try {
            InputStream in = new ByteArrayInputStream(message);
            lines.addAll(ReceivedLine.of(zipped ? new GZIPInputStream(in) : in));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** The first log line; waits for it. */
    public ReceivedLine awaitLine() {
        Awaitility.await("a log line")
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !lines.isEmpty());
        return lines.get(0);
    }

    /** How many log lines there are so far. */
    public int count() {
        return lines.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
