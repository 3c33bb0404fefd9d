/**
 * Owns what a job is: its definition and the parts of it. Imports {@code cron} and {@code schedule}; immutable values,
 * validated on construction.
 */
package io.jobflow.scheduler.job;
