package io.jobflow.bridge.fire;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Collections;
import java.util.List;

/**
 * Samples a planned span as was decided and sent when it was planned, and all others as the configured sampler says.
 * Asking that one a second time, at the span's end, could give another answer (a rate limit, for example), and the
 * flag that the executor has long since followed would have been a lie. Safe for use by any thread.
 */
public final class PlannedSampler implements Sampler {

    private final PlannedIds ids;
    private final Sampler configured;

    public PlannedSampler(PlannedIds ids, Sampler configured) {
        this.ids = ids;
        this.configured = configured;
    }

    /** The configured sampler's word on a root span; to be asked once for each trace. */
    boolean decide(String traceId, String name, Attributes attributes) {
        SamplingResult result = configured.shouldSample(
                Context.root(), traceId, name, SpanKind.INTERNAL, attributes, Collections.<LinkData>emptyList());
        return result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        SpanContext planned = ids.planned();
        if (planned == null) {
            return configured.shouldSample(parent, traceId, name, kind, attributes, links);
        }
        return planned.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "PlannedSampler{" + configured.getDescription() + "}";
    }
}
