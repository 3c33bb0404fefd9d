/**
 * Speaks to OpenTelemetry's API where it is not ours: the application's copy, or the one that OpenTelemetry's own agent
 * brings. Our types of the API stand in front, method handles behind. Imports our copy of OpenTelemetry and the bridge;
 * called on the application's threads. Nothing in here holds a loader of the application, except from that loader's own
 * classes.
 */
package io.jobflow.agent.backend.foreign;
