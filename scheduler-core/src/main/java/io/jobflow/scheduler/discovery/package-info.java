/** Owns the way from a service's name to its live instances. Imports nothing of ours. */
package io.jobflow.scheduler.discovery;
