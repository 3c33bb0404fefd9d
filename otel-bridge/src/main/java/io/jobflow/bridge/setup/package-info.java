/**
 * Builds OpenTelemetry's SDK from {@code OTEL_*} settings: exports only what was asked for, keeps the SDK's own noise
 * off the console, and never takes the program down. Imports the vocabulary, the planned ids and OpenTelemetry with its
 * SDK. Called once at start and once at stop.
 */
package io.jobflow.bridge.setup;
