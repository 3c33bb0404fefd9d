package io.jobflow.bridge.library;

import static io.jobflow.bridge.library.RequestFixture.TRACE_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Telemetry;
import io.jobflow.bridge.attempt.AttemptScope;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpServerJobFilterTest {

    private final Telemetry telemetry = new Telemetry();
    private volatile HttpHandler handler = exchange -> exchange.close();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AttemptTelemetry attempts = AttemptTelemetry.builder(telemetry.sdk()).build();
        server.createContext("/", exchange -> handler.handle(exchange))
                .getFilters()
                .add(new HttpServerJobFilter(attempts, MdcAccess.NONE));
        server.setExecutor(workers);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
        telemetry.close();
    }

    @Test
    void runsAJobRequestAsAnAttempt() throws Exception {
        AtomicReference<String> traceInHandler = new AtomicReference<>();
        handler = exchange -> {
            traceInHandler.set(Span.current().getSpanContext().getTraceId());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        };

        int status = send(RequestFixture.jobHeaders());

        assertThat(status).isEqualTo(200);
        assertThat(traceInHandler).hasValue(TRACE_ID);
        SpanData span = endedSpan();
        assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(span.getAttributes().get(JobAttributes.RESULT)).isEqualTo("success");
    }

    @Test
    void letsAnOrdinaryRequestPass() throws Exception {
        AtomicReference<Context> inHandler = new AtomicReference<>();
        handler = exchange -> {
            inHandler.set(Context.current());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        };

        int status = send(Map.of());

        assertThat(status).isEqualTo(200);
        assertThat(inHandler.get()).isSameAs(Context.root());
        assertThat(telemetry.spans()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "204, success",
        "302, failure",
        "404, failure",
        "409, rejected",
        "429, rejected",
        "500, failure",
        "503, rejected"
    })
    void takesTheResultFromTheStatus(int status, String result) throws Exception {
        handler = exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        };

        send(RequestFixture.jobHeaders());

        assertThat(endedSpan().getAttributes().get(JobAttributes.RESULT)).isEqualTo(result);
    }

    @Test
    void letsTheHandlerSayHowItEnded() throws Exception {
        handler = exchange -> {
            Objects.requireNonNull(AttemptScope.from(Context.current())).end(JobResult.SKIPPED, null, null);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        };

        send(RequestFixture.jobHeaders());

        assertThat(endedSpan().getAttributes().get(JobAttributes.RESULT)).isEqualTo("skipped");
    }

    @Test
    void passesOnWhatTheHandlerThrows() throws Exception {
        handler = exchange -> {
            throw new IllegalStateException("no orders table");
        };

        try {
            send(RequestFixture.jobHeaders());
        } catch (IOException connectionClosedByTheServer) {
            assertThat(connectionClosedByTheServer).isNotNull();
        }

        SpanData span = endedSpan();
        assertThat(span.getAttributes().get(JobAttributes.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void leavesAnAcceptedAttemptToWhoeverWorksOnIt() throws Exception {
        AtomicReference<AttemptScope> kept = new AtomicReference<>();
        handler = exchange -> {
            kept.set(AttemptScope.from(Context.current()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        };

        send(RequestFixture.jobHeaders());

        AttemptScope scope = Objects.requireNonNull(kept.get());
        assertThat(scope.hasEnded()).isFalse();
        scope.end(JobResult.SUCCESS, null, null);
        assertThat(telemetry.spans()).hasSize(1);
    }

    @Test
    void passesTheTraceOnWithOutgoingCalls() throws Exception {
        AtomicReference<String> received = new AtomicReference<>();
        server.createContext("/downstream", exchange -> {
            received.set(exchange.getRequestHeaders().getFirst("traceparent"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        OkHttpClient client = new OkHttpClient.Builder()
                .addInterceptor(new TraceContextInterceptor())
                .build();
        handler = exchange -> {
            Request request = new Request.Builder().url(url("/downstream")).build();
            try (Response response = client.newCall(request).execute()) {
                exchange.sendResponseHeaders(response.code(), -1);
            }
            exchange.close();
        };

        int status = send(RequestFixture.jobHeaders());

        assertThat(status).isEqualTo(200);
        assertThat(received.get())
                .isEqualTo("00-" + TRACE_ID + "-" + endedSpan().getSpanId() + "-01");
    }

    private SpanData endedSpan() {
        await().until(() -> !telemetry.spans().isEmpty());
        return telemetry.span("run report");
    }

    private int send(Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url("/internal/job/report")))
                .POST(HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    private String url(String path) {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + path;
    }
}
