package io.jobflow.scheduler.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored job: its definition and where it stands.
 *
 * @param version counts the definition's changes, from 1
 * @param createdAt also the anchor of interval schedules
 * @param nextFire the next fire time, null while the job is disabled or deleted or its schedule is at its end
 * @param deletedAt when it was deleted, null while it lives; a deleted job stays for the executions it left unfinished
 */
public record Job(
        JobId id,
        JobDefinition definition,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant nextFire,
        @Nullable Instant deletedAt) {

    /** The job's name. */
    public String name() {
        return definition.name();
    }

    /** This job with another next fire time. */
    public Job withNextFire(@Nullable Instant next) {
        return new Job(id, definition, version, createdAt, updatedAt, next, deletedAt);
    }

    /** The first fire time strictly after an instant, null when there is none or the job is disabled. */
    public @Nullable Instant fireTimeAfter(Instant after) {
        return definition.enabled() && deletedAt == null ? scheduledAfter(after) : null;
    }

    /** The first fire time of the schedule strictly after an instant, enabled or not; null when there is none. */
    public @Nullable Instant scheduledAfter(Instant after) {
        return definition.schedule().next(after, createdAt).orElse(null);
    }
}
