package io.jobflow.bridge;

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

    /** Stands for every job name beyond the cardinality cap. */
    public static final String OTHER = "_other";

    private JobMetrics() {}
}
