package io.jobflow.scheduler.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a job is due: a rule from which the next fire time follows. Immutable and free of clocks; safe for use by many
 * threads.
 */
public sealed interface Schedule
        permits CronSchedule, FixedRateSchedule, FixedDelaySchedule, OneTimeSchedule, ManualSchedule {

    /** The zone of schedules that name none. */
    ZoneId UTC = ZoneId.of("UTC");

    /**
     * The first fire time strictly after an instant, in whole milliseconds.
     *
     * @param after the instant to search from
     * @param anchor the instant the job was created, from which intervals count
     * @return empty when the schedule never fires again
     */
    Optional<Instant> next(Instant after, Instant anchor);

    /** Whether the job also fires once each time the scheduler starts ({@code @reboot}). */
    default boolean firesAtStart() {
        return false;
    }

    /** Whether a fire time is known only when the execution before has ended (fixed delay). */
    default boolean awaitsEnd() {
        return false;
    }

    /** Whether some job with this schedule can ever fire by itself; asked before a schedule is accepted. */
    default boolean isSatisfiable() {
        return true;
    }

    /** The zone whose local days a calendar speaks of. */
    default ZoneId dayZone() {
        return UTC;
    }
}
