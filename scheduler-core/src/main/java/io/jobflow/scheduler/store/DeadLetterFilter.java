package io.jobflow.scheduler.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of the dead letters that wait for a person a listing holds.
 *
 * @param jobName null for every job
 * @param reasonCode null for every reason
 * @param from when the execution had failed for good, inclusive; null for no bound
 * @param to failures before this instant; null for no bound
 */
public record DeadLetterFilter(
        @Nullable String jobName,
        @Nullable String reasonCode,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Every letter that waits. */
    public static final DeadLetterFilter ALL = new DeadLetterFilter(null, null, null, null);
}
