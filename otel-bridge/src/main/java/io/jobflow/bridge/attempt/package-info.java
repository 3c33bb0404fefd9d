/**
 * The executor's side of an attempt: reads a job request's headers and turns "the attempt starts, leaves its thread,
 * ends" into a span, metrics and MDC entries. Imports the vocabulary and OpenTelemetry's API (not its SDK). Called on
 * the application's request threads, by the agent and by the library form; nothing here throws into them.
 */
package io.jobflow.bridge.attempt;
