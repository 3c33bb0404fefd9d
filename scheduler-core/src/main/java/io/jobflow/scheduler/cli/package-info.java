/**
 * Owns the commands of the command line, one class each. They work locally or speak REST; none starts a scheduler.
 * Imports {@code cron}, {@code job}, {@code time} and the doctor of {@code store}.
 */
package io.jobflow.scheduler.cli;
