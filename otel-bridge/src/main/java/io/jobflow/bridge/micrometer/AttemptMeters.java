package io.jobflow.bridge.micrometer;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.JobResult;
import io.jobflow.bridge.PerJob;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;

/**
 * The scheduler's metrics of attempts. Series are tagged by job, result and trigger only, appear with their first value,
 * and are bounded: jobs beyond the cap share {@link JobMetrics#OTHER}, and so do triggers that are none of the
 * vocabulary's. Negative durations count as zero. Safe for use by any thread; a known series costs two map look-ups.
 */
public final class AttemptMeters {

    private final PerJob<JobMeters> jobs;

    /** With the usual cap on job names. */
    public AttemptMeters(MeterRegistry registry) {
        this(registry, PerJob.DEFAULT_MAX_NAMES);
    }

    /** @param maxJobNames how many jobs get series of their own, from 0 */
    public AttemptMeters(MeterRegistry registry, int maxJobNames) {
        this.jobs = new PerJob<>(maxJobNames, job -> new JobMeters(registry, job));
    }

    /** An attempt was sent. */
    public void started(String job, String trigger) {
        jobs.get(job).of(trigger).active().incrementAndGet();
    }

    /** An attempt for which {@link #started} was called here is over; to be followed by {@link #recorded}. */
    public void stopped(String job, String trigger) {
        jobs.get(job).of(trigger).active().decrementAndGet();
    }

    /** An attempt is settled, also one that an earlier process had started. */
    public void recorded(String job, String trigger, JobResult result, Duration took) {
        jobs.get(job).of(trigger).duration(result).record(atLeastZero(took));
    }

    /** How long after its fire time an execution's first attempt was sent. */
    public void late(String job, String trigger, Duration lateness) {
        jobs.get(job).of(trigger).lateness().record(atLeastZero(lateness));
    }

    /** How long an attempt waited for a slot. */
    public void queued(String job, String trigger, Duration delay) {
        jobs.get(job).of(trigger).queueDelay().record(atLeastZero(delay));
    }

    /** When an execution of the job ended well; an earlier instant than the last one told is ignored. */
    public void succeeded(String job, Instant at) {
        jobs.get(job).succeeded(at.getEpochSecond());
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
