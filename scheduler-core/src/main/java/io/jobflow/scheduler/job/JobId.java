package io.jobflow.scheduler.job;

/**
 * The surrogate key of a job: a name can be deleted and used again, an id cannot, so history stays with its job.
 *
 * @param value positive
 */
public record JobId(long value) implements Comparable<JobId> {

    @Override
    public int compareTo(JobId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
