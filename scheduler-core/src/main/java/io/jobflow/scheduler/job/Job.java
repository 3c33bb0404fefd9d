package io.jobflow.scheduler.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored job: its definition and where it stands.
 *
 * @param version counts the definition's changes, from 1
 * @param createdAt also the anchor of interval schedules
 * @param nextFire the next fire time; null while the job is disabled or deleted, its schedule is at its end, or the fire
 *     time counts from the end of an execution under way
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

    /** When the request of a fire leaves: the fire time and the offset that the jitter gives it. */
    public Instant dueAt(Instant fireTime) {
        return definition.timetable().dueAt(fireTime, id.value());
    }
}
