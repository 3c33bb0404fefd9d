package io.jobflow.agent.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/** An OTLP back end of one process: takes spans and metrics over HTTP and keeps them. Safe for use by any thread. */
public final class OtlpReceiver implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private final HttpServer server;
    private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
    private final List<Metric> metrics = new CopyOnWriteArrayList<>();
    private final List<ReceivedLine> lines = new CopyOnWriteArrayList<>();

    public OtlpReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/v1/traces", exchange -> receive(exchange, this::takeSpans));
        server.createContext("/v1/metrics", exchange -> receive(exchange, this::takeMetrics));
        server.createContext("/v1/logs", exchange -> receive(exchange, body -> lines.addAll(ReceivedLine.of(body))));
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void receive(HttpExchange exchange, Taker taker) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            taker.take(zipped ? new GZIPInputStream(body) : body);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void takeSpans(InputStream body) throws IOException {
        ExportTraceServiceRequest.parseFrom(body)
                .getResourceSpansList()
                .forEach(resource -> resource.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList()
                                .forEach(span -> spans.add(new ReceivedSpan(resource.getResource(), span)))));
    }

    private void takeMetrics(InputStream body) throws IOException {
        ExportMetricsServiceRequest.parseFrom(body)
                .getResourceMetricsList()
                .forEach(resource ->
                        resource.getScopeMetricsList().forEach(scope -> metrics.addAll(scope.getMetricsList())));
    }

    /** The log lines with this text so far. */
    public List<ReceivedLine> lines(String text) {
        return lines.stream().filter(line -> line.text().equals(text)).toList();
    }

    /** The first log line with this text; waits for it. */
    public ReceivedLine awaitLine(String text) {
        Awaitility.await("log line " + text)
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> !lines(text).isEmpty());
        return lines(text).get(0);
    }

    /** All log lines so far, in the order in which they came. */
    public List<ReceivedLine> lines() {
        return List.copyOf(lines);
    }

    /** All spans so far, in the order in which they came. */
    public List<ReceivedSpan> spans() {
        return List.copyOf(spans);
    }

    /** The first span of this execution; waits for it. */
    public ReceivedSpan awaitSpan(String executionId) {
        return awaitSpan(span -> executionId.equals(span.attribute("jobflow.execution.id")));
    }

    public ReceivedSpan awaitSpan(Predicate<ReceivedSpan> fits) {
        Awaitility.await("a span")
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> spans.stream().anyMatch(fits));
        return spans.stream().filter(fits).findFirst().orElseThrow();
    }

    /** The first export of the metric of this name; waits for it. */
    public Metric awaitMetric(String name) {
        return awaitMetric(name, metric -> true);
    }

    /** The first export of the metric of this name that fits; waits for it. */
    public Metric awaitMetric(String name, Predicate<Metric> fits) {
        Predicate<Metric> wanted = metric -> metric.getName().equals(name) && fits.test(metric);
        Awaitility.await("metric " + name)
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> metrics.stream().anyMatch(wanted));
        return metrics.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** The metric as it is from now on; the next export is not taken, because its values may have been read already. */
    public Metric awaitNext(String name) {
        int wanted = exportsOf(name).size() + 2;
        Awaitility.await("metric " + name)
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> exportsOf(name).size() >= wanted);
        return exportsOf(name).get(wanted - 1);
    }

    private List<Metric> exportsOf(String name) {
        return metrics.stream().filter(metric -> metric.getName().equals(name)).toList();
    }

    /** The names of all metrics so far. */
    public List<String> metricNames() {
        return metrics.stream().map(Metric::getName).distinct().toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Reads one request body. */
    private interface Taker {
        void take(InputStream body) throws IOException;
    }
}
