package io.jobflow.scheduler.execution;

import io.jobflow.bridge.JobResult;

/** Where an attempt stands: under way, or ended with one of {@link JobResult}'s words. */
public enum AttemptStatus {
    RUNNING,
    SUCCESS,
    FAILURE,
    TIMEOUT,
    CANCELLED,
    SKIPPED,
    LOST,
    REJECTED;

    /** The status of an attempt that ended so. */
    public static AttemptStatus of(JobResult result) {
        return valueOf(result.name());
    }

    /** How the attempt ended; must not be asked of a running one. */
    public JobResult result() {
        return JobResult.valueOf(name());
    }

    /** The word as tables and answers have it: lower case. */
    public String value() {
        return Words.of(this);
    }

    /** The status that a word names. */
    public static AttemptStatus of(String word) {
        return Words.parse(AttemptStatus.class, word);
    }
}
