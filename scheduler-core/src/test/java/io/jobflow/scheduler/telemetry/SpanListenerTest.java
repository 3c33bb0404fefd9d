package io.jobflow.scheduler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.fire.FireTelemetry;
import io.jobflow.bridge.fire.PlannedIds;
import io.jobflow.bridge.fire.PlannedSampler;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.ConcurrencyPolicy;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanListenerTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final PlannedIds ids = new PlannedIds();
    private final PlannedSampler sampler = new PlannedSampler(ids, Sampler.alwaysOn());
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .setIdGenerator(ids)
                    .setSampler(sampler)
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void makesOneTraceOfAnExecution() {
        scheduler.create(Jobs.manual("report").build());
        Execution triggered = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        List<SpanData> spans = spans(sampler);

        Execution execution = scheduler.stored(triggered);
        assertThat(spans).extracting(SpanData::getName).containsExactly("dispatch report", "job report");
        SpanData dispatch = spans.get(0);
        SpanData fire = spans.get(1);
        assertThat(fire.getTraceId()).isEqualTo(execution.traceId());
        assertThat(fire.getSpanId()).isEqualTo(execution.fireSpanId());
        assertThat(dispatch.getTraceId()).isEqualTo(execution.traceId());
        assertThat(dispatch.getSpanId())
                .isEqualTo(execution.shard(0).attempts().get(0).spanId());
        assertThat(dispatch.getParentSpanId()).isEqualTo(fire.getSpanId());
        assertThat(dispatch.getKind()).isEqualTo(SpanKind.PRODUCER);
    }

    @Test
    void saysWhatWasSentWhere() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(Outcome.success(204));

        SpanData dispatch = spans(sampler).get(0);

        assertThat(dispatch.getAttributes().get(JobAttributes.EXECUTION_ID))
                .isEqualTo(execution.id().toString());
        assertThat(dispatch.getAttributes().get(JobAttributes.ATTEMPT)).isEqualTo(1);
        assertThat(dispatch.getAttributes().get(JobAttributes.SHARD_INDEX)).isEqualTo(0);
        assertThat(dispatch.getAttributes().get(JobAttributes.SHARD_TOTAL)).isEqualTo(1);
        assertThat(dispatch.getAttributes().get(JobAttributes.FIRE_TIME)).isEqualTo("2026-03-01T00:00:00Z");
        assertThat(dispatch.getAttributes().get(JobAttributes.TRIGGER)).isEqualTo("api");
        assertThat(dispatch.getAttributes().get(JobAttributes.INSTANCE)).isEqualTo("http://127.0.0.1:9001");
        assertThat(dispatch.getAttributes().get(JobAttributes.HTTP_STATUS)).isEqualTo(204);
        assertThat(dispatch.getAttributes().get(JobAttributes.RESULT)).isEqualTo("success");
    }

    @Test
    void takesItsTimesFromTheRecord() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.advance(Duration.ofSeconds(3));
        scheduler.answer(Outcome.success(200));

        List<SpanData> spans = spans(sampler);

        assertThat(spans)
                .allSatisfy(span -> assertThat(span.getStartEpochNanos()).isEqualTo(nanos(SchedulerHarness.START)))
                .allSatisfy(span ->
                        assertThat(span.getEndEpochNanos()).isEqualTo(nanos(SchedulerHarness.START.plusSeconds(3))));
    }

    @Test
    void linksARetryToTheAttemptBefore() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("no disk"));
        scheduler.advance(Duration.ofSeconds(1));
        scheduler.answer(Outcome.success(200));

        List<SpanData> spans = spans(sampler);

        assertThat(spans)
                .extracting(SpanData::getName)
                .containsExactly("dispatch report", "dispatch report", "job report");
        assertThat(spans.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(spans.get(0).getStatus().getDescription()).isEqualTo("no disk");
        assertThat(spans.get(1).getLinks()).singleElement().satisfies(link -> {
            assertThat(link.getSpanContext().getSpanId()).isEqualTo(spans.get(0).getSpanId());
            assertThat(link.getAttributes().get(JobAttributes.LINK_TYPE)).isEqualTo("retry");
        });
    }

    @Test
    void showsAFireThatDidNotRun() {
        scheduler.create(Jobs.manual("report")
                .concurrency(ConcurrencyPolicy.Overlap.SKIP, 1)
                .build());
        scheduler.trigger("report");
        Execution skipped = scheduler.trigger("report");

        List<SpanData> spans = spans(sampler);

        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.getSpanId()).isEqualTo(skipped.fireSpanId());
            assertThat(span.getAttributes().get(SchedulerVocabulary.STATUS)).isEqualTo("skipped");
            assertThat(span.getAttributes().get(SchedulerVocabulary.REASON)).isEqualTo("concurrency.skip");
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        });
    }

    @Test
    void emitsAFireForEachLifeOfAReopenedExecution() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("no disk"));
        scheduler.submit(new Command.Reopen(scheduler.stored(execution)));
        scheduler.answer(Outcome.success(200));

        List<SpanData> spans = spans(sampler);

        assertThat(spans)
                .extracting(SpanData::getName)
                .containsExactly("dispatch report", "job report", "dispatch report", "job report");
        assertThat(spans).extracting(SpanData::getTraceId).containsOnly(execution.traceId());
        assertThat(spans.get(2).getParentSpanId()).isEqualTo(spans.get(3).getSpanId());
        assertThat(spans.get(3).getSpanId())
                .isNotEqualTo(spans.get(1).getSpanId())
                .isEqualTo(scheduler.stored(execution).fireSpanId());
        assertThat(spans.get(3).getAttributes().get(SchedulerVocabulary.REOPENED))
                .isTrue();
    }

    @Test
    void emitsNothingOfAnUnsampledTrace() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        List<SpanData> spans = spans(new PlannedSampler(ids, Sampler.alwaysOff()));

        assertThat(spans).isEmpty();
    }

    private List<SpanData> spans(PlannedSampler decider) {
        FireTelemetry fires = new FireTelemetry(sdk, ids, decider, Trouble.IGNORED);
        SpanListener listener = new SpanListener(fires, new SamplingDecisions(fires));
        scheduler.notices.forEach(listener::onNotice);
        return exporter.getFinishedSpanItems();
    }

    private static long nanos(Instant instant) {
        return TimeUnit.MILLISECONDS.toNanos(instant.toEpochMilli());
    }
}
