/**
 * Who records a run's telemetry. Imports the bridge, the settings and the trouble package; started on a daemon thread of
 * its own, asked on the application's threads.
 */
package io.jobflow.agent.backend;
