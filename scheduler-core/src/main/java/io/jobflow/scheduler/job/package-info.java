/**
 * Owns what a job is: its definition, the parts of it, and its JSON form. Imports {@code config}, {@code cron} and
 * {@code schedule}; immutable values, validated on construction and used on every thread.
 */
package io.jobflow.scheduler.job;
