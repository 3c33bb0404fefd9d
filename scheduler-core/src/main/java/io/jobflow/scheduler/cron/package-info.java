/**
 * When a cron expression fires: reading the text, searching the next and the previous fire time, and saying it in words.
 * Pure and immutable, usable on its own: imports the JDK and the null annotations only, reads no clock, starts no thread,
 * and may be called from any thread. Called by {@code schedule}, by the command line and by the REST resources.
 *
 * <p>A fire time is found in three layers: {@link io.jobflow.scheduler.cron.CalendarPattern} searches the local calendar
 * with bit sets, {@link io.jobflow.scheduler.cron.OffsetTimeline} knows a zone's stretches of constant offset, and
 * {@link io.jobflow.scheduler.cron.CalendarRecurrence} joins both under a
 * {@link io.jobflow.scheduler.cron.DaylightSaving} policy.
 */
package io.jobflow.scheduler.cron;
