package io.jobflow.scheduler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.setup.OtelProperties;
import io.jobflow.scheduler.engine.EngineListener;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.FixedRateSchedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String REPORT_API = "{job=\"report\",trigger=\"api\"}";

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private final Telemetry telemetry = start(Map.of());
    private final EngineListener listener = telemetry.listener();
    private int heard;

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void measuresHowLongAttemptsTook() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.advance(Duration.ofSeconds(2));
        scheduler.answer(Outcome.success(200));

        hear();

        String labels = "{job=\"report\",result=\"success\",trigger=\"api\"";
        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_attempt_duration_seconds_count" + labels + "} 1")
                .contains("jobflow_attempt_duration_seconds_sum" + labels + "} 2.0")
                .contains("jobflow_attempt_duration_seconds_bucket" + labels + ",le=\"2.5\"} 1");
    }

    @Test
    void countsTransactionsThatTheDatabaseDidNotTake() {
        listener.onNotice(new Notice.WriteFailed(true));
        listener.onNotice(new Notice.WriteFailed(false));
        listener.onNotice(new Notice.WriteFailed(false));

        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_store_failures_total{why=\"conflict\"} 1")
                .contains("jobflow_store_failures_total{why=\"other\"} 2");
    }

    @Test
    void showsHowManyExecutionsWaitTheirTurnAndForHowLong() {
        scheduler.create(Jobs.manual("report")
                .concurrency(ConcurrencyPolicy.Overlap.QUEUE, 1)
                .build());
        scheduler.trigger("report");
        scheduler.trigger("report");
        scheduler.advance(Duration.ofSeconds(3));
        scheduler.trigger("report");

        hear();

        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_queue_waiting{job=\"report\"} 2.0")
                .contains("jobflow_queue_oldest_age_seconds{job=\"report\"} 3.0");
        scheduler.answer(Outcome.success(200));
        scheduler.answer(Outcome.success(200));
        hear();
        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_queue_waiting{job=\"report\"} 0.0")
                .contains("jobflow_queue_oldest_age_seconds{job=\"report\"} 0.0");
    }

    @Test
    void countsAttemptsUnderWay() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");

        hear();

        assertThat(telemetry.scrape(TEXT)).contains("jobflow_attempt_active" + REPORT_API + " 1");
        scheduler.answer(Outcome.success(200));
        hear();
        assertThat(telemetry.scrape(TEXT)).contains("jobflow_attempt_active" + REPORT_API + " 0");
    }

    @Test
    void doesNotCountAnAttemptOfAnEarlierProcessAsEndedHere() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        scheduler.trigger("report");
        heard = scheduler.notices.size();
        scheduler.restart();
        scheduler.advance(Duration.ofMinutes(1));

        hear();

        assertThat(telemetry.scrape(TEXT)).contains("jobflow_attempt_active" + REPORT_API + " 0");
    }

    @Test
    void measuresLatenessAndQueueDelay() {
        scheduler.create(Jobs.manual("report")
                .concurrency(ConcurrencyPolicy.Overlap.QUEUE, 1)
                .build());
        scheduler.trigger("report");
        hear();
        scheduler.trigger("report");
        scheduler.advance(Duration.ofSeconds(4));
        scheduler.answer(Outcome.success(200));

        hear();

        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_lateness_seconds_count" + REPORT_API + " 2")
                .contains("jobflow_lateness_seconds_sum" + REPORT_API + " 4.0")
                .contains("jobflow_queue_delay_seconds_sum" + REPORT_API + " 4.0");
    }

    @Test
    void countsLatenessFromWhenASpreadRequestWasToLeave() {
        Timetable spread =
                new Timetable(new FixedRateSchedule(Duration.ofHours(1)), null, null, null, Duration.ofMinutes(30));
        Job job = scheduler.create(Jobs.manual("report").timetable(spread).build());
        Instant leaves = job.dueAt(SchedulerHarness.START.plus(Duration.ofHours(1)));
        scheduler.advance(Duration.between(SchedulerHarness.START, leaves).plusSeconds(2));

        hear();

        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_lateness_seconds_count{job=\"report\",trigger=\"schedule\"} 1")
                .contains("jobflow_lateness_seconds_sum{job=\"report\",trigger=\"schedule\"} 2.0");
    }

    @Test
    void countsExecutionsByStatus() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        scheduler.trigger("report");
        scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("no disk"));

        hear();

        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_executions_total{job=\"report\",status=\"failure\",trigger=\"api\"} 1.0")
                .contains("jobflow_executions_total{job=\"report\",status=\"skipped\",trigger=\"api\"} 1.0")
                .contains("jobflow_dead_letters_total{job=\"report\"} 1.0");
    }

    @Test
    void tellsWhenAJobLastSucceeded() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        hear();

        assertThat(telemetry.scrape(TEXT)).contains("jobflow_last_success_seconds{job=\"report\"} 1.7723232E9");
    }

    @Test
    void givesManyJobsOneSeriesBeyondTheCap() {
        for (int i = 0; i < 250; i++) {
            scheduler.create(Jobs.manual("job-" + i).build());
            scheduler.trigger("job-" + i);
            scheduler.answer(Outcome.success(200));
        }

        hear();

        String page = telemetry.scrape(TEXT);
        assertThat(page.lines().filter(line -> line.startsWith("jobflow_executions_total{")))
                .hasSize(201)
                .contains("jobflow_executions_total{job=\"_other\",status=\"success\",trigger=\"api\"} 50.0");
    }

    @Test
    void namesTheAttemptsSpanAsExemplar() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        hear();

        assertThat(telemetry.scrape(OPEN_METRICS)).contains("trace_id=\"" + execution.traceId() + "\"");
    }

    @Test
    void describesTheProcess() {
        assertThat(telemetry.scrape(TEXT)).contains("jvm_memory_used_bytes", "process_uptime_seconds");
    }

    @Test
    void sendsATraceparentEvenWithoutAnyExporter() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        String traceparent = telemetry.traceparent(scheduler.sent.get(0));

        String spanId = scheduler.sent.get(0).attempt().spanId();
        assertThat(traceparent).isEqualTo("00-" + execution.traceId() + "-" + spanId + "-01");
    }

    @Test
    void tellsExecutorsThatATraceIsNotSampled() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        try (Telemetry unsampled = start(Map.of(
                "OTEL_TRACES_EXPORTER", "otlp",
                "OTEL_METRICS_EXPORTER", "none",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9",
                "OTEL_TRACES_SAMPLER", "always_off"))) {

            String traceparent = unsampled.traceparent(scheduler.sent.get(0));

            assertThat(traceparent).endsWith("-00");
        }
    }

    @Test
    void countsItsOwnFailuresAndGoesOn() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        Notice.AttemptStarted started = (Notice.AttemptStarted) scheduler.notices.get(2);

        listener.onNotice(new Notice.AttemptEnded(started.job(), started.execution(), 7, started.attempt()));

        assertThat(telemetry.scrape(TEXT))
                .contains("jobflow_telemetry_trouble_total{what=\"MeterListener failed\"} 1.0")
                .contains("jobflow_telemetry_trouble_total{what=\"SpanListener failed\"} 1.0");
    }

    private Telemetry start(Map<String, String> settings) {
        return Telemetry.start(OtelProperties.of(settings), scheduler.time);
    }

    /** Hands the listener what has happened since the last time. */
    private void hear() {
        scheduler.notices.stream().skip(heard).forEach(listener::onNotice);
        heard = scheduler.notices.size();
    }
}
