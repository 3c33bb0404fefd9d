package io.jobflow.scheduler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.Trouble;
import io.jobflow.bridge.fire.FireTelemetry;
import io.jobflow.bridge.fire.PlannedIds;
import io.jobflow.bridge.fire.PlannedSampler;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingDecisionsTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private final SamplingDecisions decisions = new SamplingDecisions(new FireTelemetry(
            OpenTelemetry.noop(),
            new PlannedIds(),
            new PlannedSampler(new PlannedIds(), new Fickle()),
            Trouble.IGNORED));

    @Test
    void staysWithItsFirstWordWhileTheExecutionLives() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        boolean first = decisions.idsOf(execution).isSampled();
        boolean second = decisions.idsOf(execution).isSampled();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void asksAgainOnceTheExecutionHasEnded() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        boolean first = decisions.idsOf(execution).isSampled();

        decisions.forget(execution.id());

        assertThat(decisions.idsOf(execution).isSampled()).isNotEqualTo(first);
    }

    /** Says yes and no in turn, as a rate limit might. */
    private static final class Fickle implements Sampler {

        private boolean yes;

        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            yes = !yes;
            return yes ? SamplingResult.recordAndSample() : SamplingResult.drop();
        }

        @Override
        public String getDescription() {
            return "Fickle";
        }
    }
}
