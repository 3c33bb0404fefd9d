/** Owns when a job is due: schedules and what happens to missed fire times. Imports {@code cron}; pure values. */
package io.jobflow.scheduler.schedule;
