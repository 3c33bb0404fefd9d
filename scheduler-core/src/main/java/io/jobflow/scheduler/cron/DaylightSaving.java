package io.jobflow.scheduler.cron;

/** What happens to local times that a change of the zone's offset skips or repeats. */
public enum DaylightSaving {
    /**
     * Every chosen local time counts once: times inside a gap become one fire at the gap's end, times that happen twice
     * fire the first time only. An expression whose hour or minute contains {@code *} or {@code /} asks for a rhythm
     * rather than for a time of day and is treated as {@link #WALL_CLOCK}. The default, and Vixie cron's rule.
     */
    ONCE,
    /** Fires whenever the wall clock shows a chosen time: times in a gap are skipped, times that happen twice fire twice. */
    WALL_CLOCK
}
