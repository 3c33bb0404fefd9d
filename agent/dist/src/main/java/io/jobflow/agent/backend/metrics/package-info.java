/**
 * Where a run's metrics are recorded if not by OpenTelemetry: the application's Micrometer registry, or a port of the
 * agent's own. Imports our copy of OpenTelemetry, whose instruments stand in front; called on the application's threads.
 */
package io.jobflow.agent.backend.metrics;
