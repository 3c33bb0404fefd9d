package io.jobflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The main job, on every JDK: a fire becomes one trace through the scheduler and a service that knows nothing of it, and
 * the same trace id stands in the API, in every log line of the run and in the back end.
 */
@ParameterizedClass
@MethodSource("jdks")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // the fields are set before each invocation
class MainJobIT {

    private static final Duration LOGGED = Duration.ofSeconds(10);

    /** JUnit wants it, although {@link #start} gets it too. */
    @Parameter
    private Jdk jdk;

    private Path logs;
    private Oap oap;
    private Executor orders;
    private Executor reports;
    private Scheduler scheduler;

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    @BeforeParameterizedClassInvocation
    void start(Jdk jdk, @TempDir Path directory) {
        logs = directory.resolve("logs");
        oap = Oap.start();
        orders = Executor.orders(jdk, logs, oap.exportSettings("orders"));
        reports = Executor.reports(jdk, oap.exportSettings("reports"));
        Map<String, String> settings = new TreeMap<>(oap.exportSettings("jobflow-scheduler"));
        settings.put("JOBFLOW_SERVICES_ORDERS", orders.url());
        settings.put("JOBFLOW_SERVICES_REPORTS", reports.url());
        scheduler = Scheduler.start(jdk, directory.resolve("data"), settings);
    }

    @AfterParameterizedClassInvocation
    void stop() {
        scheduler.close();
        reports.close();
        orders.close();
        oap.close();
    }

    @Test
    void aFireIsOneTraceThroughTheServiceOnTheJdkServer() {
        scheduler.createJob("""
                {"name": "sync-each-second", "schedule": {"fixedRate": "1s"},
                 "target": {"service": "orders", "handler": "order-sync"},
                 "params": {"startId": 1, "endId": 500, "batchSize": 100}}
                """);

        JsonNode execution = scheduler.awaitExecution("sync-each-second", MainJobIT::succeeded);
        scheduler.disable("sync-each-second");

        assertThat(execution.path("trigger").asText()).isEqualTo("schedule");
        assertOneTrace("sync-each-second", execution, "orders");
    }

    @Test
    void aFireIsOneTraceThroughTheServiceOnSpring() {
        scheduler.createJob("""
                {"name": "report-each-second", "schedule": {"fixedRate": "1s"},
                 "target": {"service": "reports", "handler": "report-build"}, "params": {"month": "2026-02"}}
                """);

        JsonNode execution = scheduler.awaitExecution("report-each-second", MainJobIT::succeeded);
        scheduler.disable("report-each-second");

        assertOneTrace("report-each-second", execution, "reports");
    }

    private void assertOneTrace(String job, JsonNode execution, String service) {
        List<StoredSpan> spans = oap.awaitTrace(execution.path("traceId").asText(), found -> found.size() == 3);
        StoredSpan fire = only("job " + job, spans);
        StoredSpan dispatch = only("dispatch " + job, spans);
        StoredSpan run = only("run " + job, spans);

        assertThat(fire.parentId()).isEmpty();
        assertThat(dispatch.parentId()).isEqualTo(fire.id());
        assertThat(run.parentId()).isEqualTo(dispatch.id());
        assertThat(List.of(fire.service(), dispatch.service(), run.service()))
                .containsExactly("jobflow-scheduler", "jobflow-scheduler", service);
        assertThat(spans)
                .allSatisfy(span -> assertThat(span.tag("jobflow.result")).isEqualTo("success"));
        assertThat(spans)
                .allSatisfy(span -> assertThat(span.tag("jobflow.execution.id"))
                        .isEqualTo(execution.path("id").asText()));
    }

    @Test
    void aRetriedAttemptIsInTheSameTraceAndLinksToTheOneBefore() {
        scheduler.createJob("""
                {"name": "sync-at-second-try", "schedule": {"manual": true},
                 "target": {"service": "orders", "handler": "order-sync"},
                 "params": {"startId": 1, "endId": 10, "failTimes": 1},
                 "retry": {"maxAttempts": 3, "backoff": "fixed", "initialDelay": "200ms", "jitter": 0}}
                """);

        String traceId = scheduler.trigger("sync-at-second-try").path("traceId").asText();
        JsonNode execution = scheduler.awaitEnd(traceId);

        assertThat(execution.path("status").asText()).isEqualTo("success");
        JsonNode attempts = execution.path("shards").path(0).path("attempts");
        assertThat(attempts.findValuesAsText("number")).containsExactly("1", "2");
        assertThat(attempts.findValuesAsText("status")).containsExactly("failure", "success");
        assertThat(attempts.findValuesAsText("httpStatus")).containsExactly("500", "200");

        List<StoredSpan> spans = oap.awaitTrace(traceId, found -> found.size() == 5);
        StoredSpan fire = only("job sync-at-second-try", spans);
        StoredSpan firstDispatch = ofAttempt(1, "dispatch sync-at-second-try", spans);
        StoredSpan secondDispatch = ofAttempt(2, "dispatch sync-at-second-try", spans);
        StoredSpan firstRun = ofAttempt(1, "run sync-at-second-try", spans);
        StoredSpan secondRun = ofAttempt(2, "run sync-at-second-try", spans);
        assertThat(firstDispatch.parentId()).isEqualTo(fire.id());
        assertThat(secondDispatch.parentId()).isEqualTo(fire.id());
        assertThat(firstRun.parentId()).isEqualTo(firstDispatch.id());
        assertThat(secondRun.parentId()).isEqualTo(secondDispatch.id());
        assertThat(firstDispatch.link()).isEmpty();
        assertThat(secondDispatch.link()).startsWith(firstDispatch.asLinkTarget());
        assertThat(firstRun.tag("jobflow.result")).isEqualTo("failure");
        assertThat(secondRun.tag("jobflow.result")).isEqualTo("success");
    }

    @Test
    void everyLogLineOfARunCarriesTheTraceIdAlsoThroughTheAsyncAppender() {
        scheduler.createJob("""
                {"name": "sync-and-log", "schedule": {"manual": true},
                 "target": {"service": "orders", "handler": "order-sync"},
                 "params": {"startId": 7001, "endId": 7300, "batchSize": 100}}
                """);

        String traceId = scheduler.trigger("sync-and-log").path("traceId").asText();
        scheduler.awaitEnd(traceId);

        List<String> expected = List.of(
                "Job order-sync was called",
                "Syncing 300 orders (7001 to 7300) in batches of 100",
                "Batch 7001-7100",
                "Batch 7101-7200",
                "Batch 7201-7300",
                "Order sync done");
        await().atMost(LOGGED)
                .untilAsserted(() -> assertRunIsLogged(traceId, "sync-and-log", expected, Executor.file(logs)));
        await().atMost(LOGGED)
                .untilAsserted(() -> assertRunIsLogged(traceId, "sync-and-log", expected, orders.console()));
        assertThat(Executor.file(logs))
                .filteredOn(line -> line.message().matches("Batch 7[123]01-.*"))
                .allMatch(line -> line.trace().equals(traceId));
    }

    @Test
    void everyLogLineOfARunOnSpringCarriesTheTraceId() {
        scheduler.createJob("""
                {"name": "report-and-log", "schedule": {"manual": true},
                 "target": {"service": "reports", "handler": "report-build"}, "params": {"month": "2031-07"}}
                """);

        String traceId = scheduler.trigger("report-and-log").path("traceId").asText();
        scheduler.awaitEnd(traceId);

        List<String> expected = List.of(
                "Building the report of 2031-07",
                "Region north:",
                "Region east:",
                "Region south:",
                "Region west:",
                "Report of 2031-07 is ready");
        await().atMost(LOGGED)
                .untilAsserted(() -> assertRunIsLogged(traceId, "report-and-log", expected, reports.console()));
    }

    /** Exactly the expected lines carry the trace id, and each names the job and the attempt. */
    private static void assertRunIsLogged(String traceId, String job, List<String> expected, List<LogLine> log) {
        List<LogLine> lines =
                log.stream().filter(line -> line.trace().equals(traceId)).toList();
        assertThat(lines).hasSameSizeAs(expected);
        assertThat(lines)
                .zipSatisfy(
                        expected, (line, start) -> assertThat(line.message()).startsWith(start));
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.job()).isEqualTo(job);
            assertThat(line.attempt()).isEqualTo("1");
        });
    }

    @Test
    void aLineOutsideARunCarriesNoTraceId() {
        Http.Answer order = Http.get(orders.url() + "/orders/4242");
        Http.Answer report = Http.get(reports.url() + "/reports/1999-01");

        assertThat(order.status()).isEqualTo(200);
        assertThat(report.status()).isEqualTo(404);
        await().atMost(LOGGED)
                .untilAsserted(() -> assertOnlyUntracedLines("Order 4242 looked up", Executor.file(logs)));
        assertOnlyUntracedLines("Order 4242 looked up", orders.console());
        assertOnlyUntracedLines("Order service listens", orders.console());
        await().atMost(LOGGED)
                .untilAsserted(() -> assertOnlyUntracedLines("A report was asked for", reports.console()));
    }

    private static void assertOnlyUntracedLines(String start, List<LogLine> log) {
        assertThat(log)
                .filteredOn(line -> line.message().startsWith(start))
                .isNotEmpty()
                .allMatch(line -> line.trace().isEmpty() && line.job().isEmpty());
    }

    @Test
    void theSchedulersLogNamesTheTraceIdToo() {
        scheduler.createJob("""
                {"name": "sync-and-tell", "schedule": {"manual": true},
                 "target": {"service": "orders", "handler": "inventory-check"}}
                """);

        String traceId = scheduler.trigger("sync-and-tell").path("traceId").asText();
        scheduler.awaitEnd(traceId);

        await().atMost(LOGGED)
                .untilAsserted(() -> assertThat(scheduler.program().lines()).anyMatch(line -> line.contains(traceId)));
    }

    private static boolean succeeded(JsonNode execution) {
        return execution.path("status").asText().equals("success");
    }

    private static StoredSpan only(String name, List<StoredSpan> spans) {
        List<StoredSpan> named =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(named).as("spans \"" + name + "\" in " + spans).hasSize(1);
        return named.get(0);
    }

    private static StoredSpan ofAttempt(int attempt, String name, List<StoredSpan> spans) {
        return only(
                name,
                spans.stream()
                        .filter(span -> span.tag("jobflow.attempt").equals(Integer.toString(attempt)))
                        .toList());
    }
}
