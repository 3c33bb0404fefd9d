/**
 * The scheduler's side of a trace: ids that are planned and stored before any span exists, the fire and dispatch spans
 * that are emitted with them after the event, and the {@code traceparent} that tells the executor about them. Imports
 * the vocabulary, OpenTelemetry's API and, for ids and sampling, its trace SDK. Called on the scheduler's threads; reads
 * no clock.
 */
package io.jobflow.bridge.fire;
