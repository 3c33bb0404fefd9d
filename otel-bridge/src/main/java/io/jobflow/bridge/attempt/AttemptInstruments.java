package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.PerJob;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/**
 * The metrics of the executor's attempts. Labels are made once for each job and result, so that recording allocates
 * nothing. Safe for use by any thread.
 */
final class AttemptInstruments {

    private static final AttributeKey<String> JOB = AttributeKey.stringKey(JobMetrics.TAG_JOB);
    private static final AttributeKey<String> RESULT = AttributeKey.stringKey(JobMetrics.TAG_RESULT);
    private static final AttributeKey<String> TRIGGER = AttributeKey.stringKey(JobMetrics.TAG_TRIGGER);
    private static final double NANOS_A_SECOND = 1e9;
    private static final double MILLIS_A_SECOND = 1e3;

    private final DoubleHistogram duration;
    private final DoubleHistogram lateness;
    private final LongUpDownCounter active;
    private final PerJob<Labels> labels;
    private final PerJob<Labels> localLabels;

    AttemptInstruments(Meter meter, int maxJobNames) {
        duration = meter.histogramBuilder(JobMetrics.ATTEMPT_DURATION)
                .setDescription("How long attempts took")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(JobMetrics.DURATION_BOUNDARIES_SECONDS)
                .build();
        lateness = meter.histogramBuilder(JobMetrics.LATENESS)
                .setDescription("How long after the fire time the first attempt began")
                .setUnit("s")
                .setExplicitBucketBoundariesAdvice(JobMetrics.DELAY_BOUNDARIES_SECONDS)
                .build();
        active = meter.upDownCounterBuilder(JobMetrics.ATTEMPT_ACTIVE)
                .setDescription("Attempts that are running now")
                .setUnit("{attempt}")
                .build();
        labels = labels(maxJobNames, JobMetrics.TRIGGER_REQUEST);
        localLabels = labels(maxJobNames, JobMetrics.TRIGGER_LOCAL);
    }

    /** The same keys for both: registries drop a series whose keys differ from those of its name's first one. */
    private static PerJob<Labels> labels(int maxJobNames, String trigger) {
        return new PerJob<>(maxJobNames, name -> new Labels(Attributes.of(JOB, name, TRIGGER, trigger)));
    }

    void started(JobInvocation invocation, long wallMillis, Context context) {
        Attributes job = labels(invocation).job;
        active.add(1, job, context);
        if (invocation.attempt() == 1 && invocation.fireTimeMillis() != JobInvocation.UNKNOWN) {
            // The two clocks belong to two machines: a run that seems to start before its fire time is on time.
            long lateMillis = Math.max(0, wallMillis - invocation.fireTimeMillis());
            lateness.record(lateMillis / MILLIS_A_SECOND, job, context);
        }
    }

    void ended(JobInvocation invocation, JobResult result, long durationNanos, Context context) {
        Labels of = labels(invocation);
        active.add(-1, of.job, context);
        duration.record(durationNanos / NANOS_A_SECOND, of.result[result.ordinal()], context);
    }

    private Labels labels(JobInvocation invocation) {
        return (invocation.isLocal() ? localLabels : labels).get(invocation.jobName());
    }

    /** The label sets of one job. */
    private static final class Labels {
        final Attributes job;
        final Attributes[] result;

        Labels(Attributes job) {
            this.job = job;
            JobResult[] results = JobResult.values();
            result = new Attributes[results.length];
            for (JobResult each : results) {
                result[each.ordinal()] =
                        job.toBuilder().put(RESULT, each.value()).build();
            }
        }
    }
}
