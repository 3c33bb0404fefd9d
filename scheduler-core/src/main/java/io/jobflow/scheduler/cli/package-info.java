/**
 * Owns the commands of the command line, one class each. They work locally or speak REST; none starts a scheduler.
 * Imports {@code cron}, {@code job} and {@code time}.
 */
package io.jobflow.scheduler.cli;
