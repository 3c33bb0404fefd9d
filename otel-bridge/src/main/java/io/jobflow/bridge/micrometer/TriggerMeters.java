package io.jobflow.bridge.micrometer;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.JobResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The series of one job and trigger. A histogram is some fifteen series, so none is made before it has a value. Safe for
 * use by any thread.
 */
final class TriggerMeters {

    private static final double MILLIS_A_SECOND = 1e3;
    private static final Duration[] DURATION_BOUNDARIES = durations(JobMetrics.DURATION_BOUNDARIES_SECONDS);
    private static final Duration[] DELAY_BOUNDARIES = durations(JobMetrics.DELAY_BOUNDARIES_SECONDS);

    private final MeterRegistry registry;
    private final String job;
    private final String trigger;
    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();
    /** Held here, because a gauge holds its number weakly. */
    private final AtomicInteger active = new AtomicInteger();

    TriggerMeters(MeterRegistry registry, String job, String trigger) {
        this.registry = registry;
        this.job = job;
        this.trigger = trigger;
        Gauge.builder(JobMetrics.ATTEMPT_ACTIVE, active, AtomicInteger::doubleValue)
                .description("Attempts that are running now")
                .tags(JobMetrics.TAG_JOB, job, JobMetrics.TAG_TRIGGER, trigger)
                .register(registry);
    }

    AtomicInteger active() {
        return active;
    }

    Timer duration(JobResult result) {
        return timers.computeIfAbsent(
                result.value(),
                value -> timer(JobMetrics.ATTEMPT_DURATION, "How long attempts took", DURATION_BOUNDARIES)
                        .tag(JobMetrics.TAG_RESULT, value)
                        .register(registry));
    }

    Timer lateness() {
        return delay(JobMetrics.LATENESS, "How long after the fire time the first attempt was sent");
    }

    Timer queueDelay() {
        return delay(JobMetrics.QUEUE_DELAY, "How long attempts waited for a slot");
    }

    private Timer delay(String name, String description) {
        return timers.computeIfAbsent(
                name, key -> timer(key, description, DELAY_BOUNDARIES).register(registry));
    }

    private Timer.Builder timer(String name, String description, Duration[] boundaries) {
        return Timer.builder(name)
                .description(description)
                .tags(JobMetrics.TAG_JOB, job, JobMetrics.TAG_TRIGGER, trigger)
                .serviceLevelObjectives(boundaries);
    }

    private static Duration[] durations(List<Double> seconds) {
        Duration[] durations = new Duration[seconds.size()];
        for (int i = 0; i < durations.length; i++) {
            durations[i] = Duration.ofMillis(Math.round(seconds.get(i) * MILLIS_A_SECOND));
        }
        return durations;
    }
}
