/**
 * Owns when a job is due: schedules, what narrows them (window, calendar, jitter), and what happens to missed fire times.
 * Imports {@code time} and {@code cron}; pure values, used on every thread.
 */
package io.jobflow.scheduler.schedule;
