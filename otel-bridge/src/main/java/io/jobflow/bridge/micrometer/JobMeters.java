package io.jobflow.bridge.micrometer;

import io.jobflow.bridge.JobMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The series of one job. Safe for use by any thread. */
final class JobMeters {

    private static final Set<String> TRIGGERS = Collections.unmodifiableSet(new HashSet<>(
            Arrays.asList("schedule", "manual", "api", "dependency", "backfill", "misfire", JobMetrics.OTHER)));

    private static final long NEVER = Long.MIN_VALUE;

    private final MeterRegistry registry;
    private final String job;
    private final ConcurrentMap<String, TriggerMeters> byTrigger = new ConcurrentHashMap<>();
    /** Held here, because a gauge holds its number weakly. */
    private final AtomicLong lastSuccessSeconds = new AtomicLong(NEVER);

    JobMeters(MeterRegistry registry, String job) {
        this.registry = registry;
        this.job = job;
    }

    TriggerMeters of(String trigger) {
        String known = TRIGGERS.contains(trigger) ? trigger : JobMetrics.OTHER;
        return byTrigger.computeIfAbsent(known, name -> new TriggerMeters(registry, job, name));
    }

    /** The gauge appears with the first success: before, its value would claim one in 1970. */
    void succeeded(long epochSeconds) {
        long before = lastSuccessSeconds.getAndAccumulate(epochSeconds, Math::max);
        if (before == NEVER) {
            Gauge.builder(JobMetrics.LAST_SUCCESS, lastSuccessSeconds, AtomicLong::doubleValue)
                    .description("When the job last ended well, in seconds since 1970")
                    .baseUnit("seconds")
                    .tag(JobMetrics.TAG_JOB, job)
                    .register(registry);
        }
    }
}
