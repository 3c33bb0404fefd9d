/**
 * The metrics of {@link io.jobflow.bridge.JobMetrics} in a Micrometer registry, for the scheduler. Imports the
 * vocabulary and micrometer-core, which is an optional dependency of this module. Called on the scheduler's threads.
 */
package io.jobflow.bridge.micrometer;
