package io.jobflow.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An OTLP back end, Apache SkyWalking OAP with its data in memory: takes spans over gRPC, gives them back by trace id. */
final class Oap implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration ARRIVAL = Duration.ofSeconds(45);

    private final Program program;
    private final int otlpPort;
    private final int queryPort;

    private Oap(Program program, int otlpPort, int queryPort) {
        this.program = program;
        this.otlpPort = otlpPort;
        this.queryPort = queryPort;
    }

    static Oap start() {
        int otlpPort = FreePort.find();
        int queryPort = FreePort.find();
        Program program = Program.java("oap", Jdk.current())
                .jvm(
                        "-Doap.grpc.port=" + otlpPort,
                        "-Doap.rest.port=" + FreePort.find(),
                        "-Doap.query.port=" + queryPort)
                .mainClass(Jars.oapClassPath(), "org.apache.skywalking.oap.server.starter.OAPServerStartUp");
        Oap oap = new Oap(program, otlpPort, queryPort);
        await().alias("the OTLP back end is up")
                .atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .failFast(program::requireAlive)
                .until(() -> Http.isUp(oap.url("services")));
        return oap;
    }

    String endpoint() {
        return "http://127.0.0.1:" + otlpPort;
    }

    /** The variables that make a program export its spans here, soon after they end, and nothing else. */
    Map<String, String> exportSettings(String serviceName) {
        return Map.of(
                "OTEL_SERVICE_NAME", serviceName,
                "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint(),
                "OTEL_EXPORTER_OTLP_PROTOCOL", "grpc",
                "OTEL_METRICS_EXPORTER", "none",
                "OTEL_LOGS_EXPORTER", "none",
                "OTEL_BSP_SCHEDULE_DELAY", "200");
    }

    /** Waits until the trace is as wanted, and answers its spans. */
    List<StoredSpan> awaitTrace(String traceId, Predicate<List<StoredSpan>> complete) {
        return await().alias("trace " + traceId + " arrives whole")
                .atMost(ARRIVAL)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> trace(traceId), complete);
    }

    List<StoredSpan> trace(String traceId) {
        Http.Answer answer = Http.get(url("trace/" + traceId));
        return answer.status() == 200 ? StoredSpan.listOf(answer.json()) : List.of();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + queryPort + "/zipkin/api/v2/" + path;
    }

    @Override
    public void close() {
        program.kill();
        program.close();
    }
}
