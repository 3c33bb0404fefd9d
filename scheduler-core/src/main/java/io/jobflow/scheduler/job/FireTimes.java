package io.jobflow.scheduler.job;

import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.schedule.Timetable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fire times of one job. Immutable and free of clocks.
 *
 * @param calendar the calendar that the job names; null exactly when it names none
 */
public record FireTimes(Job job, @Nullable BusinessCalendar calendar) {

    /**
     * The first fire time strictly after an instant; for a fixed delay the one that counts from it.
     *
     * @return null when there is none, or the job is disabled or deleted
     */
    public @Nullable Instant after(Instant instant) {
        return job.definition().enabled() && job.deletedAt() == null ? scheduledAfter(instant) : null;
    }

    /** The fire time that follows another; null when there is none, or none yet because it counts from an end to come. */
    public @Nullable Instant following(Instant fireTime) {
        return timetable().schedule().awaitsEnd() ? null : after(fireTime);
    }

    /** The first fire time strictly after an instant, were the job switched on; null when there is none. */
    public @Nullable Instant scheduledAfter(Instant instant) {
        return timetable().next(instant, job.createdAt(), calendar).orElse(null);
    }

    /** When the request of a fire leaves. */
    public Instant dueAt(Instant fireTime) {
        return job.dueAt(fireTime);
    }

    /** Whether window and calendar allow a fire at an instant that the schedule does not name, such as the start. */
    public boolean allows(Instant instant) {
        return timetable().allows(instant, calendar);
    }

    private Timetable timetable() {
        return job.definition().timetable();
    }
}
