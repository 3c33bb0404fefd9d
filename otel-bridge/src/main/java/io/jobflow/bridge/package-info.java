/**
 * What scheduler and executors say to each other and how telemetry calls it: headers, attribute keys, span and metric
 * names, and the state machine that turns "an attempt starts, ends" into a span, metrics and MDC entries. Imports
 * OpenTelemetry only; called on request threads and on the scheduler's threads.
 */
package io.jobflow.bridge;
