package io.jobflow.bridge.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.Troubles;
import io.jobflow.bridge.fire.FireIds;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OtelSetupTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Troubles troubles = new Troubles();
    private final HeardRecords heard = new HeardRecords();
    private final Map<String, String> settings = new HashMap<>(Map.of("OTEL_BSP_SCHEDULE_DELAY", "20"));

    @AfterEach
    void hearsNothingOnTheConsole() {
        heard.close();
        assertThat(heard.messages()).isEmpty();
    }

    @Test
    void startsNothingWhereNoExporterIsNamed() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        try (OtelSetup setup = start()) {
            emitOneSpan(setup);

            assertThat(setup.openTelemetry()).isSameAs(OpenTelemetry.noop());
            assertThat(setup.exportedSignals()).isEmpty();
            assertThat(setup.problems()).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("BatchSpanProcessor") || name.contains("PeriodicMetricReader"));
        }
    }

    @Test
    void sendsSpansOverHttp() throws Exception {
        try (BackEnd backEnd = BackEnd.answering(200)) {
            settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", backEnd.endpoint() + "/v1/traces");

            OtelSetup setup = start();
            emitOneSpan(setup);
            setup.close();

            assertThat(setup.exportedSignals()).containsExactly("traces");
            assertThat(backEnd.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request)
                            .startsWith("/v1/traces ")
                            .contains("one span")
                            .contains("our-default-name"));
            assertThat(setup.failedExports()).isZero();
        }
    }

    @Test
    void sendsPlannedIdsAsPlanned() throws Exception {
        try (BackEnd backEnd = BackEnd.answering(200)) {
            settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", backEnd.endpoint());
            FireIds execution = FireIds.of("41424344454647484142434445464748", "6162636465666768", true);

            OtelSetup setup = start();
            setup.fireTelemetry(troubles)
                    .fire(execution, "report")
                    .emit(Instant.EPOCH, Instant.EPOCH, JobResult.SUCCESS, null);
            setup.close();

            assertThat(backEnd.requests())
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request).contains("ABCDEFGHABCDEFGH").contains("abcdefgh"));
        }
    }

    @Test
    void sendsMetricsAtTheEndWhereTheyAreAskedFor() throws Exception {
        try (BackEnd backEnd = BackEnd.answering(200)) {
            settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", backEnd.endpoint());
            settings.put("OTEL_TRACES_EXPORTER", "none");

            OtelSetup setup = start();
            setup.openTelemetry()
                    .getMeter("test")
                    .counterBuilder("orders")
                    .build()
                    .add(1);
            setup.close();

            assertThat(backEnd.requests())
                    .singleElement()
                    .satisfies(request ->
                            assertThat(request).startsWith("/v1/metrics ").contains("orders"));
        }
    }

    @Test
    void sendsTheLinesThatWaitAtTheEnd() throws Exception {
        try (BackEnd backEnd = BackEnd.answering(200)) {
            settings.put("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", backEnd.endpoint() + "/v1/logs");
            settings.put("OTEL_BLRP_SCHEDULE_DELAY", "3600000");
            settings.put("OTEL_BLRP_MAX_EXPORT_BATCH_SIZE", "2");
            OtelSetup setup = OtelSetup.startWithLogs(OtelProperties.of(settings), true, "our-default-name", troubles);
            LogQueue queue = setup.logQueue();
            assertThat(queue).isNotNull();

            queue.add(LogLines.saying("the first line"));
            queue.add(LogLines.saying("the second line"));
            queue.add(LogLines.saying("the third line"));
            setup.close();

            assertThat(String.join("\n", backEnd.requests()))
                    .contains("the first line", "the second line", "the third line");
            assertThat(queue.dropped()).isZero();
        }
    }

    @Test
    void keepsTheServiceNameThatTheSettingsGive() throws Exception {
        try (BackEnd backEnd = BackEnd.answering(200)) {
            settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", backEnd.endpoint());
            settings.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=billing");

            OtelSetup setup = start();
            emitOneSpan(setup);
            setup.close();

            assertThat(backEnd.requests())
                    .anySatisfy(request -> assertThat(request)
                            .contains("one span")
                            .contains("billing")
                            .doesNotContain("our-default-name"));
        }
    }

    @Test
    void speaksGrpcWhereTold() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:" + server.getLocalPort());
            settings.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

            OtelSetup setup = start();
            emitOneSpan(setup);
            String preface;
            try (Socket connection = server.accept();
                    InputStream input = connection.getInputStream()) {
                preface = new String(input.readNBytes(14), StandardCharsets.US_ASCII);
            }
            setup.close(Duration.ofMillis(200));

            assertThat(preface).isEqualTo("PRI * HTTP/2.0");
        }
    }

    @Test
    void reportsARefusingBackEndWithoutNoise() throws Exception {
        Messages messages = new Messages();
        settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:" + closedPort());
        settings.put("OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true");

        OtelSetup setup = OtelSetup.start(OtelProperties.of(settings), "our-default-name", messages);
        emitOneSpan(setup);
        await().until(() -> setup.failedExports() > 0);
        setup.close(Duration.ofSeconds(1));

        assertThat(messages.heard.get(0))
                .startsWith("Export of traces to \"http://127.0.0.1:")
                .contains("refused")
                .endsWith("check OTEL_EXPORTER_OTLP_TRACES_ENDPOINT and _PROTOCOL");
    }

    @Test
    void reportsAnErrorStatusOfTheBackEnd() throws Exception {
        Messages messages = new Messages();
        try (BackEnd backEnd = BackEnd.answering(404)) {
            settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", backEnd.endpoint());

            OtelSetup setup = OtelSetup.start(OtelProperties.of(settings), "our-default-name", messages);
            emitOneSpan(setup);
            await().until(() -> setup.failedExports() > 0);
            setup.close(Duration.ofSeconds(1));

            assertThat(messages.heard.get(0)).contains("404");
        }
    }

    @Test
    void neverBlocksOnABackEndThatHangs() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0, 5, LOOPBACK)) {
            settings.put("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://127.0.0.1:" + hanging.getLocalPort());
            settings.put("OTEL_BSP_MAX_QUEUE_SIZE", "600");
            OtelSetup setup = start();
            Tracer tracer = setup.openTelemetry().getTracer("test");

            long before = System.nanoTime();
            for (int i = 0; i < 20_000; i++) {
                tracer.spanBuilder("one of many").startSpan().end();
            }
            setup.close(Duration.ofMillis(300));
            Duration taken = Duration.ofNanos(System.nanoTime() - before);

            assertThat(taken).isLessThan(Duration.ofSeconds(5));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, not an address, not an address",
        "OTEL_EXPORTER_OTLP_PROTOCOL, carrier-pigeon, carrier-pigeon",
        "OTEL_TRACES_SAMPLER, dice, dice",
        "OTEL_BSP_MAX_QUEUE_SIZE, many, many",
        "OTEL_BSP_MAX_QUEUE_SIZE, -5, maxQueueSize",
        "OTEL_EXPORTER_OTLP_TIMEOUT, soon, soon",
        "OTEL_PROPAGATORS, telepathy, telepathy"
    })
    void staysOffAndSaysWhyWhereASettingIsWrong(String name, String value, String expectedInMessage) {
        settings.put("OTEL_TRACES_EXPORTER", "otlp");
        settings.put(name, value);

        try (OtelSetup setup = start()) {
            emitOneSpan(setup);

            assertThat(setup.openTelemetry()).isSameAs(OpenTelemetry.noop());
            assertThat(setup.exportedSignals()).isEmpty();
            assertThat(setup.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem)
                            .startsWith("OpenTelemetry could not be set up and stays off: ")
                            .contains(expectedInMessage)
                            .endsWith("; correct the OTEL_* settings and restart."));
        }
    }

    @Test
    void givesTheLoggersBackAtTheEnd() throws Exception {
        Logger exporter = Logger.getLogger("io.opentelemetry.exporter.otlp.internal.HttpExporter");
        try (BackEnd backEnd = BackEnd.answering(200)) {
            settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", backEnd.endpoint());

            OtelSetup setup = start();
            boolean filtered = exporter.getFilter() != null;
            setup.close();
            setup.close();

            assertThat(filtered).isTrue();
            assertThat(exporter.getFilter()).isNull();
        }
    }

    @Test
    void leavesTheApplicationsOwnLogLinesAlone() throws Exception {
        Logger exporter = Logger.getLogger("io.opentelemetry.exporter.otlp.internal.HttpExporter");
        List<String> messages;
        try (BackEnd backEnd = BackEnd.answering(200);
                HeardRecords application = new HeardRecords()) {
            settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", backEnd.endpoint());
            heard.close();

            OtelSetup setup = start();
            exporter.warning("the application's own exporter failed");
            setup.close();
            messages = application.messages();
        }

        assertThat(messages).singleElement().asString().endsWith("the application's own exporter failed");
    }

    private OtelSetup start() {
        return OtelSetup.start(OtelProperties.of(settings), "our-default-name", troubles);
    }

    private static void emitOneSpan(OtelSetup setup) {
        setup.openTelemetry()
                .getTracer("test")
                .spanBuilder("one span")
                .startSpan()
                .end();
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    /** Keeps the sentences. */
    private static final class Messages implements Trouble {
        final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void report(String what, @Nullable Throwable cause) {
            heard.add(cause == null ? what : String.valueOf(cause.getMessage()));
        }
    }
}
