package io.jobflow.bridge;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Names and tags of the metrics both sides record; durations are in seconds. */
public final class JobMetrics {

    /** Histogram of how long attempts took. */
    public static final String ATTEMPT_DURATION = "jobflow.attempt.duration";

    /** Attempts that are running now. */
    public static final String ATTEMPT_ACTIVE = "jobflow.attempt.active";

    /** Histogram of how long after the fire time the first attempt was sent or begun. */
    public static final String LATENESS = "jobflow.lateness";

    /** Histogram of how long an attempt waited for a slot. */
    public static final String QUEUE_DELAY = "jobflow.queue.delay";

    /** Epoch seconds of a job's last success. */
    public static final String LAST_SUCCESS = "jobflow.last_success";

    /** Tag: the job's name, or {@link #OTHER} beyond the cardinality cap. */
    public static final String TAG_JOB = "job";

    /** Tag: one of {@link JobResult}'s values. */
    public static final String TAG_RESULT = "result";

    /** Tag: why the execution exists. */
    public static final String TAG_TRIGGER = "trigger";

    /** Trigger of a run that no scheduler asked for: the executor called the handler by itself. */
    public static final String TRIGGER_LOCAL = "local";

    /** Trigger of a run that a request asked for, as far as the executor knows. */
    public static final String TRIGGER_REQUEST = "request";

    /** Stands for every job name beyond the cardinality cap. */
    public static final String OTHER = "_other";

    /** Upper bounds of the duration histograms' buckets, in seconds: from a quick call to a long night's batch. */
    public static final List<Double> DURATION_BOUNDARIES_SECONDS = Collections.unmodifiableList(
            Arrays.asList(0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 14400.0));

    /** Upper bounds of the buckets for lateness and queue delay, in seconds. */
    public static final List<Double> DELAY_BOUNDARIES_SECONDS = Collections.unmodifiableList(
            Arrays.asList(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0));

    private JobMetrics() {}
}
